package dev.keizoku.health.pull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What usage measured of an account up to the end of a day; docs/measures.md says what each means. Numbers are counts, or
 * estimates of six decimals; what is not known is null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UsageMeasure(
        String accountId,
        @Nullable LocalDate lastLoginOn,
        @Nullable LocalDate firstSeenOn,
        @JsonProperty("active_days_7") int activeDays7,
        @JsonProperty("active_days_28") int activeDays28,
        @JsonProperty("active_users_7") int activeUsers7,
        @JsonProperty("active_users_28") int activeUsers28,
        @JsonProperty("features_used_28") List<String> featuresUsed28,
        @JsonProperty("events_7") long events7,
        @JsonProperty("events_28") long events28,
        @JsonProperty("active_days_90") int activeDays90,
        @JsonProperty("active_users_90") int activeUsers90,
        @JsonProperty("events_90") long events90,
        @Nullable LocalDate lastActiveOn,
        @Nullable Long daysSinceActive,
        @Nullable Long daysSinceLogin,
        Level level,
        Rhythm rhythm,
        Concentration concentration,
        Trials trials,
        Breadth breadth,
        @Nullable KeyUsers keyUsers,
        Onboarding onboarding,
        Limits limits,
        Outflow outflow) {

    public UsageMeasure {
        featuresUsed28 = Absent.empty(featuresUsed28);
        level = Objects.requireNonNullElse(level, Level.UNKNOWN);
        rhythm = Objects.requireNonNullElse(rhythm, Rhythm.UNKNOWN);
        concentration = Objects.requireNonNullElse(concentration, Concentration.UNKNOWN);
        trials = Objects.requireNonNullElse(trials, Trials.NONE);
        breadth = Objects.requireNonNullElse(breadth, Breadth.NONE);
        onboarding = Objects.requireNonNullElse(onboarding, Onboarding.NONE);
        limits = Objects.requireNonNullElse(limits, Limits.NONE);
        outflow = Objects.requireNonNullElse(outflow, Outflow.NONE);
    }

    /**
     * Use beside what is usual for the account.
     *
     * @param days the day and the two before it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Level(
            @JsonProperty("usual_events_7") @Nullable Double usualEvents7,
            @Nullable Double ratio,
            @Nullable Double fleetRatio,
            @Nullable Double ratioToFleet,
            List<DayLevel> days,
            @Nullable Shift shift) {

        static final Level UNKNOWN = new Level(null, null, null, null, List.of(), null);

        public Level {
            days = Absent.empty(days);
        }
    }

    /** Whether use has clearly left what is usual. */
    public enum Shift {
        @JsonProperty("surge")
        SURGE,
        @JsonProperty("drop")
        DROP,
        @JsonProperty("none")
        NONE
    }

    /** One day beside the same weekday before. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DayLevel(
            LocalDate day,
            long events,
            @Nullable Double usual,
            @Nullable Double scale,
            @Nullable Double z) {}

    /** How regularly the account is active. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rhythm(
            @Nullable Bucket bucket,
            @Nullable Pace now,
            @Nullable Pace before,
            int gapDays,
            @Nullable Double usualGapDays) {

        static final Rhythm UNKNOWN = new Rhythm(null, null, null, 0, null);
    }

    /** What regularity is counted in. */
    public enum Bucket {
        @JsonProperty("day")
        DAY,
        @JsonProperty("week")
        WEEK
    }

    /** The average interval between buckets with events, and how unlike those are. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pace(double adi, double cv2, Pattern pattern) {}

    /** A pace in a word. */
    public enum Pattern {
        @JsonProperty("smooth")
        SMOOTH,
        @JsonProperty("intermittent")
        INTERMITTENT,
        @JsonProperty("erratic")
        ERRATIC,
        @JsonProperty("lumpy")
        LUMPY
    }

    /** How use spreads over features. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Concentration(
            @Nullable Shares now, @Nullable Shares before) {

        static final Concentration UNKNOWN = new Concentration(null, null);
    }

    /** The shares of features in one window. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Shares(
            int features,
            double hhi,
            @Nullable Double hhiNormalised,
            @Nullable Double entropy,
            double effectiveFeatures,
            String topFeature,
            double topShare) {}

    /** Features used in 28 days and not in the 56 before them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Trials(
            @JsonProperty("tried_28") List<String> tried28,
            @Nullable Double usual) {

        static final Trials NONE = new Trials(List.of(), null);

        public Trials {
            tried28 = Absent.empty(tried28);
        }
    }

    /** How widely the product is used. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Breadth(
            @Nullable Double stickiness,
            @JsonProperty("features_28") int features28,
            @JsonProperty("departments_28") @Nullable Integer departments28,
            @JsonProperty("seats_added_90") BigDecimal seatsAdded90,
            BigDecimal seatsAddedBefore) {

        static final Breadth NONE = new Breadth(null, 0, null, BigDecimal.ZERO, BigDecimal.ZERO);

        public Breadth {
            seatsAdded90 = Objects.requireNonNullElse(seatsAdded90, BigDecimal.ZERO);
            seatsAddedBefore = Objects.requireNonNullElse(seatsAddedBefore, BigDecimal.ZERO);
        }
    }

    /** The fewest users who made half of the uses of the baseline. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record KeyUsers(
            int users,
            double share,
            @JsonProperty("active_days_28") long activeDays28,
            @JsonProperty("usual_active_days_28") double usualActiveDays28,
            double change,
            int silentDays,
            int silentUsers) {}

    /** The steps of setting up and the first value, over the whole history. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Onboarding(
            List<Step> steps,
            @Nullable LocalDate valueReachedOn,
            @Nullable Long daysToValue) {

        static final Onboarding NONE = new Onboarding(List.of(), null, null);

        public Onboarding {
            steps = Absent.empty(steps);
        }
    }

    /** A step of setting up and its first day. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Step(String step, LocalDate reachedOn) {}

    /** Locked features that were tried. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Limits(
            @JsonProperty("gated_28") long gated28,
            @JsonProperty("usual_gated_28") @Nullable Double usualGated28,
            @JsonProperty("gated_features_28") List<String> gatedFeatures28) {

        static final Limits NONE = new Limits(0, null, List.of());

        public Limits {
            gatedFeatures28 = Absent.empty(gatedFeatures28);
        }
    }

    /** What the account takes out. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Outflow(
            @JsonProperty("exports_28") long exports28,
            @JsonProperty("usual_exports_28") @Nullable Double usualExports28,
            @JsonProperty("api_reads_28") long apiReads28,
            @JsonProperty("usual_api_reads_28") @Nullable Double usualApiReads28) {

        static final Outflow NONE = new Outflow(0, null, 0, null);
    }
}
