package dev.keizoku.health.signal.rule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.measure.Held;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.signal.SignalSettings;
import dev.keizoku.health.signal.SignalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be remembered of an account from one scored day to the next, where a day's facts do not tell what was
 * before. It is kept beside the risk of each day, so a day that is looked at again starts from the day before it.
 *
 * @param decline the downward CUSUM of the day's steps from the usual; null until one is known
 * @param usualUsers active users of a week, smoothed, as they are outside surges
 * @param surgeSince the day on which the surge began that still goes on
 * @param seats paid seats in the last days
 * @param departments departments with active users in the last days
 * @param tried for each released feature whose time to be tried is over, whether it was
 * @param surgedOn the last day of a surge that still shows in what is measured
 * @param before what the account was like before its use stood out; null while it does not
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SignalMemory(
        @Nullable Double decline,
        @Nullable Double usualUsers,
        @Nullable LocalDate surgeSince,
        @Nullable Steps seats,
        @Nullable Steps departments,
        @Nullable SortedMap<String, Boolean> tried,
        @Nullable LocalDate surgedOn,
        @Nullable Held before) {

    public static final SignalMemory NONE = new SignalMemory(null, null, null, null, null, null, null, null);

    /** A feature is tried when it is used within this many days of its release. */
    static final int TRIAL_DAYS = 28;

    private static final int SEAT_DAYS = 120;
    private static final int DEPARTMENT_DAYS = 56;
    /** A night that was missed must not leave a release undecided. */
    private static final int LATE_DAYS = 7;

    private static final double SMOOTHING = 0.1;
    private static final double CALM_RATIO = 1.5;
    private static final double DECLINE_CAP = 2;

    /**
     * The same after another day.
     *
     * @param measured of the day before
     */
    SignalMemory after(
            AccountDay day,
            Map<SignalType, SignalSettings.Setting> settings,
            BusinessCalendar calendar,
            Map<MeasureKey, BigDecimal> measured) {
        UsageMeasure usage = day.fleet().usageFlows() ? day.usage() : null;
        SignalSettings.Setting slow = settings.get(SignalType.SLOW_DECLINE);
        SignalSettings.Setting surge = settings.get(SignalType.USAGE_SURGE);
        Surged surged = new Surged(surgeSince, surgedOn, before);
        if (usage != null && surge != null) {
            surged = surged.after(
                    day.day(),
                    SurgeRule.stands(day, surge, calendar),
                    !SurgeRule.isNew(day) && Shifts.standsOut(usage, surge, calendar),
                    measured);
        }
        return new SignalMemory(
                usage == null || slow == null ? decline : declineAfter(usage, day.day(), slow, calendar),
                usage == null ? usualUsers : usersAfter(usage),
                surged.since(),
                remembered(seats, day.day(), day.fact().quantity(), SEAT_DAYS),
                usage == null || usage.breadth().departments28() == null
                        ? departments
                        : remembered(
                                departments,
                                day.day(),
                                BigDecimal.valueOf(usage.breadth().departments28()),
                                DEPARTMENT_DAYS),
                usage == null ? tried : triedAfter(usage, day),
                surged.lastOn(),
                surged.before());
    }

    /** What the account must not count for more than; null when no surge shows in its measures. */
    public @Nullable Held held() {
        return surgedOn == null ? null : Objects.requireNonNullElse(before, Held.UNSEEN);
    }

    @Nullable BigDecimal seatsOn(LocalDate day) {
        return seats == null ? null : seats.on(day);
    }

    @Nullable BigDecimal departmentsOn(LocalDate day) {
        return departments == null ? null : departments.on(day);
    }

    SortedMap<String, Boolean> triedReleases() {
        return tried == null ? Collections.emptySortedMap() : tried;
    }

    private static Steps remembered(@Nullable Steps before, LocalDate day, BigDecimal value, int daysKept) {
        return (before == null ? Steps.NONE : before)
                .then(day, new BigDecimal(value.stripTrailingZeros().toPlainString()), daysKept);
    }

    /** S = max(0, S - z - slack); a holiday is not like other days of its name and counts for nothing. */
    private @Nullable Double declineAfter(
            UsageMeasure usage, LocalDate day, SignalSettings.Setting slow, BusinessCalendar calendar) {
        UsageMeasure.DayLevel level = Shifts.measuredOn(usage, day);
        if (level == null || level.z() == null || calendar.holiday(day)) {
            return decline;
        }
        double sum = (decline == null ? 0 : decline) - level.z() - slow.at("slack");
        return rounded(Math.clamp(sum, 0, DECLINE_CAP * slow.at("limit")));
    }

    private @Nullable Double usersAfter(UsageMeasure usage) {
        if (usualUsers == null) {
            return (double) usage.activeUsers7();
        }
        Double ratio = usage.level().ratio();
        boolean calm = ratio == null || ratio < CALM_RATIO;
        return calm ? rounded(usualUsers + SMOOTHING * (usage.activeUsers7() - usualUsers)) : usualUsers;
    }

    private @Nullable SortedMap<String, Boolean> triedAfter(UsageMeasure usage, AccountDay day) {
        SortedMap<String, Boolean> after = null;
        for (Map.Entry<String, LocalDate> release :
                day.fleet().featureReleases().entrySet()) {
            String feature = release.getKey();
            LocalDate over = release.getValue().plusDays(TRIAL_DAYS - 1L);
            boolean open = !day.day().isBefore(release.getValue())
                    && !day.day().isAfter(over.plusDays(LATE_DAYS))
                    && !triedReleases().containsKey(feature)
                    && day.fact().features().contains(feature);
            boolean used = open && usage.featuresUsed28().contains(feature);
            if (used || (open && !day.day().isBefore(over))) {
                after = after == null ? new TreeMap<>(triedReleases()) : after;
                after.put(feature, used);
            }
        }
        return after == null ? tried : after;
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).doubleValue();
    }
}
