package dev.keizoku.health.expansion;

/** What has to hold before anything is proposed. docs/expansion.md says what each means. */
public enum ConditionCode {
    CUSTOMER,
    STAGE,
    TENURE,
    ONBOARDING_COMPLETE,
    BAND_GREEN,
    RISK_LOW,
    NO_OPEN_P1,
    NO_UNEXPLAINED_SURGE,
    NO_DECLINED_OFFER_90D,
    NO_OPEN_OFFER,
    NEED_EVIDENCE,
    TRIGGER,

    HIGHER_OFFER,
    ADD_ON_FITS,
    MONTHLY_TERM,

    AT_RISK_OR_HESITATING,
    LOW_UTILISATION,
    CHEAPER_PLAN_COVERS,
    NO_DECLINED_DOWNSELL_90D
}
