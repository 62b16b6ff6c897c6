package dev.keizoku.health.account;

import dev.keizoku.health.measure.MeasureKey;

/** What measures say, in English. */
final class MeasureTextsEn {

    private MeasureTextsEn() {}

    /**
     * What a measure says.
     *
     * @param good whether it gives points rather than takes them
     * @param none whether the value is nought
     */
    static String of(MeasureKey measure, String value, boolean good, boolean none) {
        return switch (measure) {
            case LOGIN_FREQUENCY -> "Active on " + (good ? "" : "only ") + value + " of 28 days.";
            case CORE_FEATURE_USE -> "Uses " + (good ? "" : "only ") + value + " of the plan's core features.";
            case SUPPORT_ENQUIRIES -> {
                if (good) {
                    yield value + " support enquiries in 28 days: a steady exchange.";
                }
                yield none
                        ? "Not one support enquiry in 28 days: silence is no sign of satisfaction."
                        : value + " support enquiries in 28 days: more than an account in good order has.";
            }
            case NPS -> "Net promoter score of " + value + ".";
            case LOGIN_RECENCY -> value + " days since the last login.";
            case FIRST_VALUE -> good ? "Has reached its first value." : "No first value after " + value + " days.";
            case SETUP_STEPS -> value + " set-up steps reached.";
            case PLAN_PROGRESS -> value + " of the stages that were due in the success plan are reached.";
            case GOALS_REACHED -> value + " of the milestones and goals that were due are reached.";
            case OUTCOME -> "The outcome is " + value + " of 100: goals, spread and new features.";
            case SEAT_USE -> value + " of the paid seats are used.";
            case DEPARTMENTS -> "Used in " + value + " departments.";
            case DEPARTMENT_SPREAD -> "Used in " + value + " of the departments that are known.";
            case USAGE_TREND -> "Use of the last week is at " + value + " of what is usual for this account.";
            case SUPPORT_CHANGE -> "Enquiries are at " + value + " of what is usual for this account.";
            case RESPONSE_TIME -> "A first response from support takes " + value + " hours.";
            case CSAT -> "Satisfaction of " + value + " out of 5.";
            case CES -> "Ease of " + value + " out of 7.";
            case TONE -> "The tone of what its people said in 28 days is " + value + " (from -1 to 1).";
            case MEETING_RECENCY -> value + " days since the last meeting.";
            case QBR_RECENCY -> value + " days since the last business review.";
            case CONTACTS -> value + " people to speak to.";
            case CHAMPIONS -> value + " champions.";
            case ENGAGEMENT -> value + " trainings, events and signs of the community in 90 days.";
            case OUR_REPLY_TIME -> "We reply to its people within " + value + " hours.";
            case THEIR_REPLY_TIME -> "Its people reply within " + value + " hours.";
            case MEETING_FREQUENCY -> value + " meetings in 90 days.";
        };
    }

    static String lever(MeasureKey measure, String points) {
        return change(measure) + " would give up to " + points + " points.";
    }

    private static String change(MeasureKey measure) {
        return switch (measure) {
            case LOGIN_FREQUENCY -> "Being active on more days";
            case CORE_FEATURE_USE -> "Using more of the plan's core features";
            case SUPPORT_ENQUIRIES -> "A steady exchange with support";
            case NPS -> "More promoters";
            case LOGIN_RECENCY -> "More frequent logins";
            case FIRST_VALUE -> "Coming to a first value";
            case SETUP_STEPS -> "Going on with setting up";
            case PLAN_PROGRESS -> "Catching up with the success plan";
            case GOALS_REACHED -> "Reaching the goals that are due";
            case OUTCOME -> "More goals reached, more departments, or more use of what is new";
            case SEAT_USE -> "More people at the seats that are paid for";
            case DEPARTMENTS -> "Use in more departments";
            case DEPARTMENT_SPREAD -> "Use in the departments that are not there yet";
            case USAGE_TREND -> "Use as it was before";
            case SUPPORT_CHANGE -> "Enquiries as they were before";
            case RESPONSE_TIME -> "Faster first responses";
            case CSAT -> "More satisfied people";
            case CES -> "Making things easier";
            case TONE -> "A better tone";
            case MEETING_RECENCY -> "Meeting again";
            case QBR_RECENCY -> "A business review";
            case CONTACTS -> "Knowing more people";
            case CHAMPIONS -> "Winning champions";
            case ENGAGEMENT -> "More taking part";
            case OUR_REPLY_TIME -> "Replying faster";
            case THEIR_REPLY_TIME -> "People who reply sooner";
            case MEETING_FREQUENCY -> "Meeting more often";
        };
    }
}
