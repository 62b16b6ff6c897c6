package dev.keizoku.health.play;

import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decides which playbook answers what is seen of an account. */
final class Routing {

    private Routing() {}

    /** The cell of band and risk. */
    static PlaybookKey cell(Band band, RiskLevel risk) {
        return switch (band) {
            case GREEN ->
                switch (risk) {
                    case LOW -> PlaybookKey.GROW;
                    case MEDIUM -> PlaybookKey.MEETING;
                    case HIGH -> PlaybookKey.EXECUTIVE;
                };
            case YELLOW ->
                switch (risk) {
                    case LOW -> PlaybookKey.ENABLE;
                    case MEDIUM -> PlaybookKey.MEETING;
                    case HIGH -> PlaybookKey.SAVE;
                };
            case RED ->
                switch (risk) {
                    case LOW, MEDIUM -> PlaybookKey.SAVE_MANAGER;
                    case HIGH -> PlaybookKey.EXECUTIVE_SAVE;
                };
            case UNKNOWN ->
                switch (risk) {
                    case LOW -> PlaybookKey.CONTENT;
                    case MEDIUM -> PlaybookKey.MEETING;
                    case HIGH -> PlaybookKey.EXECUTIVE;
                };
        };
    }

    /**
     * What answers a sign that no programme of its own answers. A sign that weighs something is no occasion to sell: a
     * healthy account of low risk gets content then. Where the basics have not stuck yet they come first.
     */
    static PlaybookKey answer(BigDecimal severity, Band band, RiskLevel risk, boolean early) {
        PlaybookKey cell = cell(band, risk);
        PlaybookKey answer = cell.offersMore() && severity.signum() > 0 ? PlaybookKey.CONTENT : cell;
        boolean teaches = answer == PlaybookKey.ENABLE || answer == PlaybookKey.CONTENT;
        return early && teaches ? PlaybookKey.BASICS : answer;
    }

    /** The programme that answers signs of the type however the account is doing; null where there is none. */
    static @Nullable PlaybookKey programme(SignalType type) {
        return switch (type) {
            case KICKOFF_OVERDUE, MISSED_WEEKLY_TOUCH, UNOWNED_ACCOUNT -> PlaybookKey.ONBOARDING;
            case EDUCATION_NEEDED -> PlaybookKey.ENABLE;
            case QBR_OVERDUE -> PlaybookKey.QBR;
            case SURVEY_OVERDUE -> PlaybookKey.SURVEY;
            case SINGLE_THREADED, NO_BRIDGE_CONTACT -> PlaybookKey.CHAMPION;
            case KEY_CONTACT_LEFT -> PlaybookKey.HANDOVER;
            case RENEWAL_WITHOUT_INTENT -> PlaybookKey.RENEWAL;
            case PAYMENT_FAILED -> PlaybookKey.PAYMENT_FAILED;
            case NO_LOGIN_14D,
                    CORE_FEATURE_UNUSED,
                    SILENT,
                    USAGE_SURGE,
                    USAGE_DROP,
                    SLOW_DECLINE,
                    FEATURE_CONCENTRATION,
                    NEW_FEATURE_TRIAL_DECLINE,
                    REGULAR_TO_INTERMITTENT,
                    TONE_SHIFT,
                    EXEC_ESCALATION,
                    CONTRACT_TERMS_QUESTIONS,
                    COMPETITOR_INTEREST,
                    CANCELLATION_INTENT,
                    EXPECTATION_GAP,
                    P1_OPEN,
                    SEAT_GROWTH_SLOWDOWN,
                    SEATS_FALLING,
                    CROSS_DEPT_SHRINK,
                    KEY_USER_DECLINE,
                    SUCCESS_PLAN_BEHIND,
                    CANCELLATION_NOTICE,
                    ONBOARDING_AT_RISK,
                    SETUP_STALLED -> null;
        };
    }
}
