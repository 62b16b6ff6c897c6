package dev.keizoku.health.expansion;

/** Conditions in English. */
final class ConditionTextsEn {

    private ConditionTextsEn() {}

    static String holds(ConditionCode code) {
        return switch (code) {
            case CUSTOMER -> "A paying customer.";
            case STAGE -> "In the stage {stage} since {since}.";
            case TENURE -> "With us for {days} days.";
            case ONBOARDING_COMPLETE -> "Had its first value on {first_value_on}.";
            case BAND_GREEN -> "Its health is green ({score}).";
            case RISK_LOW -> "The risk that it leaves is low.";
            case NO_OPEN_P1 -> "No urgent ticket is open.";
            case NO_UNEXPLAINED_SURGE -> "No jump in its use that is not healthy growth.";
            case NO_DECLINED_OFFER_90D -> "Declined no offer in {days} days.";
            case NO_OPEN_OFFER -> "No offer is open.";
            case NEED_EVIDENCE ->
                "It needs more: {limit.share%} of its limit {limit.limit}, {gated_attempts_28} attempts at locked features"
                        + " in 28 days, {seats_added_90} seats added in 90 days.";
            case TRIGGER -> "The moment is right: {triggers}.";
            case HIGHER_OFFER -> "There is something higher than {plan_id}.";
            case ADD_ON_FITS -> "The add-on {add_on_id} brings what it tried to use.";
            case MONTHLY_TERM -> "It is bound for less than a year.";
            case AT_RISK_OR_HESITATING -> "It may leave (risk: {risk_level}) or hesitates.";
            case LOW_UTILISATION -> "For {days} days it used {limit.share%} of its limits at most.";
            case CHEAPER_PLAN_COVERS -> "{cheaper_plan_id} costs less and covers all it used in {days} days.";
            case NO_DECLINED_DOWNSELL_90D -> "Declined no cheaper plan in {days} days.";
        };
    }

    static String fails(ConditionCode code) {
        return switch (code) {
            case CUSTOMER -> "Not a paying customer (state: {state}), or an account of our own.";
            case STAGE -> "In the stage {stage}: success comes before a proposal.";
            case TENURE -> "With us for {days} days; too early before day {floor_days}.";
            case ONBOARDING_COMPLETE -> "It has not had its first value yet.";
            case BAND_GREEN -> "Its health is {band}, not green.";
            case RISK_LOW -> "The risk that it leaves is {level}.";
            case NO_OPEN_P1 -> "An urgent ticket is open since {open_since}.";
            case NO_UNEXPLAINED_SURGE -> "Its use has jumped, and not by healthy growth: {cause}.";
            case NO_DECLINED_OFFER_90D -> "It declined an offer on {declined_on}; nothing is proposed for {days} days.";
            case NO_OPEN_OFFER -> "An offer is open since {open_since}.";
            case NEED_EVIDENCE -> "Nothing shows that it needs more.";
            case TRIGGER -> "Nothing makes this the moment: no need, no renewal near, no limit reached.";
            case HIGHER_OFFER -> "There is nothing higher than {plan_id} to propose.";
            case ADD_ON_FITS -> "No add-on brings what it tried to use.";
            case MONTHLY_TERM -> "It is bound for {term_months} months already.";
            case AT_RISK_OR_HESITATING -> "It neither hesitates nor is it likely to leave.";
            case LOW_UTILISATION -> "It has not used little of its limits for {days} days, or too little is known.";
            case CHEAPER_PLAN_COVERS -> "No cheaper plan is known to cover all it uses.";
            case NO_DECLINED_DOWNSELL_90D -> "It declined a cheaper plan on {declined_on}.";
        };
    }
}
