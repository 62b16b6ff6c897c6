package dev.keizoku.health.signal;

import dev.keizoku.health.signal.SignalTexts.Words;
import java.util.Map;

/** The sentences in English. */
final class SignalTextsEn {

    /** What is said of the cause of a surge. */
    static final Map<String, String> CAUSES = Map.of(
            "HEALTHY_GROWTH",
            " More people use it with new seats: healthy growth.",
            "INTERNAL_CASE",
            " Few people, more and more critical enquiries: problems may be listed before cancelling.",
            "COMPETITOR_COMPARISON",
            " Few people on few features: it may be compared with another product.",
            "MIGRATION_EVALUATION",
            " Few people on many features: a migration may be examined.",
            "AUTOMATION",
            " One user on one feature: it looks automated.",
            "UNEXPLAINED",
            " Nothing explains it.");

    private SignalTextsEn() {}

    static Words words(SignalType type) {
        return switch (type) {
            case NO_LOGIN_14D ->
                new Words(
                        "No login for two weeks",
                        "Nobody has logged in for {days_since_login} days, since {last_login_on}.");
            case CORE_FEATURE_UNUSED ->
                new Words(
                        "Core features unused",
                        "Not one of the plan's {core_features} core features was used in {window_days} days.");
            case SILENT ->
                new Words(
                        "Silent account",
                        "Active on {active_days_28} of 28 days and not one word to support: most customers leave without complaining.");
            case USAGE_SURGE ->
                new Words(
                        "Usage surge",
                        "Use is {ratio_to_fleet} times the usual: {events_7} events in seven days where {usual_events_7} are usual.");
            case USAGE_DROP ->
                new Words(
                        "Usage drop",
                        "Use fell to {ratio_to_fleet%} of the usual: {events_7} events in seven days where {usual_events_7} are usual.");
            case SLOW_DECLINE ->
                new Words(
                        "Slow decline",
                        "Use is a little below the usual day after day; it adds up to {cusum}, where {limit} is the limit.");
            case FEATURE_CONCENTRATION ->
                new Words(
                        "Use on few features",
                        "Use draws together on few features: {top_share%} of it on {top_feature}.");
            case NEW_FEATURE_TRIAL_DECLINE ->
                new Words("New features no longer tried", "New features are tried less than they used to be.");
            case REGULAR_TO_INTERMITTENT ->
                new Words(
                        "Use has become irregular",
                        "What was regular use has become intermittent; the last was {gap_days} days ago.");
            case TONE_SHIFT ->
                new Words(
                        "Tone turned critical",
                        "Criticism makes {criticism_share%} of what is said, up from {criticism_share_before%}, while constructive requests fell to {constructive_share%}.");
            case EXEC_ESCALATION ->
                new Words(
                        "Enquiries from management",
                        "Enquiries move to senior management: {executive_share_28%} of them now; {escalations_28} were escalated.");
            case CONTRACT_TERMS_QUESTIONS ->
                new Words(
                        "Questions about contract terms",
                        "{questions_28} questions about the terms of the contract in 28 days, the last on {last_on}.");
            case COMPETITOR_INTEREST ->
                new Words("Interest in a competitor", "A competitor was spoken of on {last_on}.");
            case CANCELLATION_INTENT ->
                new Words("Cancellation spoken of", "A cancellation was spoken of on {last_on}.");
            case EXPECTATION_GAP ->
                new Words(
                        "More was expected",
                        "An advanced plan of which {features_used_share%} of the features are used, and {wishes_and_complaints_28} wishes and complaints in 28 days.");
            case P1_OPEN ->
                new Words(
                        "Urgent ticket open",
                        "An urgent ticket has been open for {open_days} days, since {open_since}.");
            case SEAT_GROWTH_SLOWDOWN ->
                new Words(
                        "Fewer new users",
                        "{seats_added_90} seats were added in 90 days, {seats_added_before} in the 90 before.");
            case SEATS_FALLING ->
                new Words("Seats falling", "{seats} seats are paid for, where it was {seats_before}.");
            case CROSS_DEPT_SHRINK ->
                new Words(
                        "Fewer departments",
                        "Use has drawn back to {departments_28} departments from {departments_28_before}.");
            case KEY_USER_DECLINE ->
                new Words(
                        "Key users use it less",
                        "Those who made half of the use were there on {active_days_28} days; {usual_active_days_28} are usual.");
            case EDUCATION_NEEDED ->
                new Words(
                        "Training needed",
                        "{core_features_used} of {core_features} core features are used, and no training or webinar took place in 90 days.");
            case SINGLE_THREADED ->
                new Words("All hangs on one person", "For {seats} seats there is one champion or contact at most.");
            case KEY_CONTACT_LEFT ->
                new Words(
                        "Key contact has left",
                        "Somebody who matters left or moved on {changed_on}; {key_contacts_left} such contacts remain.");
            case NO_BRIDGE_CONTACT ->
                new Words(
                        "No bridge between departments",
                        "{departments} departments, and nobody who stands between the technical and the business side.");
            case QBR_OVERDUE ->
                new Words(
                        "Business review overdue",
                        "No business review since {since}; one is due every {due_after_days} days.");
            case SURVEY_OVERDUE ->
                new Words(
                        "Survey overdue",
                        "No survey was answered since {since}; one is due every {due_after_days} days.");
            case SUCCESS_PLAN_BEHIND ->
                new Words("Success plan behind", "{overdue} of {planned} goals and milestones are overdue.");
            case CANCELLATION_NOTICE -> new Words("Cancellation given notice of", "The contract ends at {cancel_at}.");
            case PAYMENT_FAILED ->
                new Words("Payment overdue", "A payment has been overdue for {days} days, since {failed_on}.");
            case RENEWAL_WITHOUT_INTENT ->
                new Words(
                        "Renewal without intent",
                        "{days_to_deadline} days until it can no longer be declined, and renewal is not confirmed.");
            case ONBOARDING_AT_RISK ->
                new Words(
                        "Onboarding at risk",
                        "No value after {age_days} days: active on {active_days_28} of 28 days, {core_features_used} of {core_features} core features used.");
            case SETUP_STALLED ->
                new Words("Set-up stalled", "Set-up has stood still for {days} days, since the step {step}.");
            case KICKOFF_OVERDUE -> new Words("Kickoff overdue", "No kickoff after {age_days} days.");
            case MISSED_WEEKLY_TOUCH ->
                new Words("Weekly calls missed", "{weekly_touches_28} weekly calls in four weeks.");
            case UNOWNED_ACCOUNT ->
                new Words("Nobody looks after it", "The account is {age_days} days old and has no owner.");
        };
    }
}
