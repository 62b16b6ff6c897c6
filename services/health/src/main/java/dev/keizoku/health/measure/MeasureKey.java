package dev.keizoku.health.measure;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The inputs of a health score, in the order they are listed. */
public enum MeasureKey {
    @JsonProperty("login_frequency")
    LOGIN_FREQUENCY(
            "login_frequency", MeasureCategory.USAGE, "active days in 28", Direction.HIGHER_IS_BETTER, 30, false, true),
    @JsonProperty("core_feature_use")
    CORE_FEATURE_USE(
            "core_feature_use",
            MeasureCategory.VALUE,
            "share of the plan's core features used in 28 days",
            Direction.HIGHER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("support_enquiries")
    SUPPORT_ENQUIRIES(
            "support_enquiries",
            MeasureCategory.SUPPORT,
            "tickets in 28 days",
            Direction.MIDDLE_IS_BEST,
            30,
            false,
            true),
    @JsonProperty("nps")
    NPS(
            "nps",
            MeasureCategory.VOICE,
            "net promoter score of the last 180 days",
            Direction.HIGHER_IS_BETTER,
            90,
            true,
            false),
    @JsonProperty("login_recency")
    LOGIN_RECENCY(
            "login_recency",
            MeasureCategory.USAGE,
            "days since the last login",
            Direction.LOWER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("first_value")
    FIRST_VALUE(
            "first_value",
            MeasureCategory.ONBOARDING,
            "days without a first value so far",
            Direction.LOWER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("setup_steps")
    SETUP_STEPS(
            "setup_steps",
            MeasureCategory.ONBOARDING,
            "set-up steps reached",
            Direction.HIGHER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("plan_progress")
    PLAN_PROGRESS(
            "plan_progress",
            MeasureCategory.ONBOARDING,
            "share of the stages of the success plan that were due and are reached, parts of a stage among them",
            Direction.HIGHER_IS_BETTER,
            90,
            false,
            false),
    @JsonProperty("goals_reached")
    GOALS_REACHED(
            "goals_reached",
            MeasureCategory.VALUE,
            "share of the milestones and goals that were due and are reached, parts of a goal among them",
            Direction.HIGHER_IS_BETTER,
            90,
            false,
            false),
    @JsonProperty("outcome")
    OUTCOME(
            "outcome",
            MeasureCategory.VALUE,
            "points of 100: goals reached, departments that use it, new features that are used",
            Direction.HIGHER_IS_BETTER,
            90,
            false,
            false),
    @JsonProperty("seat_use")
    SEAT_USE(
            "seat_use",
            MeasureCategory.BREADTH,
            "active users in 28 days over paid seats",
            Direction.HIGHER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("departments")
    DEPARTMENTS(
            "departments",
            MeasureCategory.BREADTH,
            "departments active in 28 days",
            Direction.HIGHER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("department_spread")
    DEPARTMENT_SPREAD(
            "department_spread",
            MeasureCategory.BREADTH,
            "departments active in 28 days over those that are known",
            Direction.HIGHER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("usage_trend")
    USAGE_TREND(
            "usage_trend",
            MeasureCategory.TREND,
            "use of 7 days over what is usual, at most 1",
            Direction.HIGHER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("support_change")
    SUPPORT_CHANGE(
            "support_change",
            MeasureCategory.SUPPORT,
            "tickets in 28 days over what is usual",
            Direction.MIDDLE_IS_BEST,
            30,
            false,
            false),
    @JsonProperty("response_time")
    RESPONSE_TIME(
            "response_time",
            MeasureCategory.SUPPORT,
            "hours to the first response, the middle of 28 days",
            Direction.LOWER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("csat")
    CSAT(
            "csat",
            MeasureCategory.VOICE,
            "mean satisfaction from 1 to 5 of the last 360 days",
            Direction.HIGHER_IS_BETTER,
            180,
            true,
            false),
    @JsonProperty("ces")
    CES(
            "ces",
            MeasureCategory.VOICE,
            "mean ease from 1 to 7 of the last 360 days",
            Direction.HIGHER_IS_BETTER,
            180,
            true,
            false),
    @JsonProperty("tone")
    TONE(
            "tone",
            MeasureCategory.VOICE,
            "mean tone of what was said in 28 days, from -1 to 1",
            Direction.HIGHER_IS_BETTER,
            30,
            true,
            false),
    @JsonProperty("meeting_recency")
    MEETING_RECENCY(
            "meeting_recency",
            MeasureCategory.RELATIONSHIP,
            "days since the last meeting",
            Direction.LOWER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("qbr_recency")
    QBR_RECENCY(
            "qbr_recency",
            MeasureCategory.RELATIONSHIP,
            "days since the last business review",
            Direction.LOWER_IS_BETTER,
            90,
            false,
            false),
    @JsonProperty("contacts")
    CONTACTS(
            "contacts",
            MeasureCategory.RELATIONSHIP,
            "people who can be spoken to",
            Direction.HIGHER_IS_BETTER,
            90,
            false,
            false),
    @JsonProperty("champions")
    CHAMPIONS(
            "champions",
            MeasureCategory.RELATIONSHIP,
            "champions among them",
            Direction.HIGHER_IS_BETTER,
            90,
            false,
            false),
    @JsonProperty("engagement")
    ENGAGEMENT(
            "engagement",
            MeasureCategory.RELATIONSHIP,
            "trainings, events, signs of the community in 90 days",
            Direction.HIGHER_IS_BETTER,
            90,
            false,
            false),
    @JsonProperty("our_reply_time")
    OUR_REPLY_TIME(
            "our_reply_time",
            MeasureCategory.RELATIONSHIP,
            "hours until we reply, the middle of 28 days",
            Direction.LOWER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("their_reply_time")
    THEIR_REPLY_TIME(
            "their_reply_time",
            MeasureCategory.RELATIONSHIP,
            "hours until its people reply, the middle of 28 days",
            Direction.LOWER_IS_BETTER,
            30,
            false,
            false),
    @JsonProperty("meeting_frequency")
    MEETING_FREQUENCY(
            "meeting_frequency",
            MeasureCategory.RELATIONSHIP,
            "meetings in 90 days",
            Direction.HIGHER_IS_BETTER,
            90,
            false,
            false);

    private final String key;
    private final MeasureCategory category;
    private final String unit;
    private final Direction direction;
    private final int halfLifeDays;
    private final boolean qualitative;
    private final boolean beside;

    MeasureKey(
            String key,
            MeasureCategory category,
            String unit,
            Direction direction,
            int halfLifeDays,
            boolean qualitative,
            boolean beside) {
        this.key = key;
        this.category = category;
        this.unit = unit;
        this.direction = direction;
        this.halfLifeDays = halfLifeDays;
        this.qualitative = qualitative;
        this.beside = beside;
    }

    public String key() {
        return key;
    }

    public MeasureCategory category() {
        return category;
    }

    public String unit() {
        return unit;
    }

    public Direction direction() {
        return direction;
    }

    /** In how many days a value that is no longer renewed loses half of what it says; it is stale after twice as many. */
    public int halfLifeDays() {
        return halfLifeDays;
    }

    /** Whether age takes from what it says: of answers that were asked for once. */
    public boolean fades() {
        return this == NPS || this == CSAT || this == CES;
    }

    /** Whether it is what people said rather than what was counted. */
    public boolean qualitative() {
        return qualitative;
    }

    /** Whether it comes with what is usual for the account, so that it can be judged by that. */
    public boolean hasBaseline() {
        return beside;
    }

    @Override
    public String toString() {
        return key;
    }
}
