package dev.keizoku.health.measure;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the measures off what is known of an account on a day. */
public final class Readings {

    static final int WINDOW_DAYS = 28;

    /** Before this many days there is too little to judge an account's use by. */
    static final int LEAST_DAYS = 7;

    private static final MeasureKey[] KEYS = MeasureKey.values();

    private Readings() {}

    /** The measures of the day, in the order of {@link MeasureKey}. */
    public static List<Reading> of(AccountDay day) {
        return of(day, null);
    }

    /**
     * The same beside what they were before a surge.
     *
     * @param held null when none shows in them
     */
    public static List<Reading> of(AccountDay day, @Nullable Held held) {
        List<Reading> readings = new ArrayList<>(KEYS.length);
        for (MeasureKey key : KEYS) {
            Reading reading = of(key, day);
            readings.add(held == null ? reading : held.beside(day, reading));
        }
        return readings;
    }

    private static Reading of(MeasureKey key, AccountDay day) {
        return switch (key) {
            case LOGIN_FREQUENCY -> UseReadings.loginFrequency(day);
            case LOGIN_RECENCY -> UseReadings.loginRecency(day);
            case CORE_FEATURE_USE -> UseReadings.coreFeatureUse(day);
            case SEAT_USE -> UseReadings.seatUse(day);
            case DEPARTMENTS -> UseReadings.departments(day);
            case DEPARTMENT_SPREAD -> UseReadings.departmentSpread(day);
            case USAGE_TREND -> UseReadings.trend(day);
            case FIRST_VALUE -> SuccessReadings.firstValue(day);
            case SETUP_STEPS -> SuccessReadings.setupSteps(day);
            case PLAN_PROGRESS -> SuccessReadings.planProgress(day);
            case GOALS_REACHED -> SuccessReadings.goalsReached(day);
            case OUTCOME -> SuccessReadings.outcome(day);
            case SUPPORT_ENQUIRIES -> VoiceReadings.enquiries(day);
            case SUPPORT_CHANGE -> VoiceReadings.enquiriesBesideUsual(day);
            case RESPONSE_TIME -> VoiceReadings.responseTime(day);
            case NPS -> VoiceReadings.nps(day);
            case CSAT -> VoiceReadings.csat(day);
            case CES -> VoiceReadings.ces(day);
            case TONE -> VoiceReadings.tone(day);
            case MEETING_RECENCY -> RelationshipReadings.lastMeeting(day);
            case QBR_RECENCY -> RelationshipReadings.lastReview(day);
            case CONTACTS -> RelationshipReadings.contacts(day);
            case CHAMPIONS -> RelationshipReadings.champions(day);
            case ENGAGEMENT -> RelationshipReadings.engagement(day);
            case OUR_REPLY_TIME -> RelationshipReadings.ourReplies(day);
            case THEIR_REPLY_TIME -> RelationshipReadings.theirReplies(day);
            case MEETING_FREQUENCY -> RelationshipReadings.meetings(day);
        };
    }

    static boolean tooYoung(AccountDay day) {
        return ageDays(day) < LEAST_DAYS;
    }

    /** Days of the window in which the account was there already. */
    static int ageDays(AccountDay day) {
        LocalDate since = day.since();
        if (since == null) {
            return WINDOW_DAYS;
        }
        return Math.toIntExact(Math.clamp(ChronoUnit.DAYS.between(since, day.day()) + 1, 1, WINDOW_DAYS));
    }

    /** Whether the account has been there for so many days; one of unknown age has. */
    static boolean thereFor(AccountDay day, int days) {
        LocalDate since = day.since();
        return since == null || ChronoUnit.DAYS.between(since, day.day()) + 1 >= days;
    }
}
