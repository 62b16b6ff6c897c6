package dev.keizoku.health.signal.rule;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.signal.SignalSettings;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a rule looks at.
 *
 * @param before what was remembered until the day before
 * @param memory the same with the day in it
 * @param setting how the rule's sign is looked for
 */
record Sight(
        AccountDay account,
        SignalMemory before,
        SignalMemory memory,
        SignalSettings.Setting setting,
        BusinessCalendar calendar,
        SignalRules.Flows flows) {

    /** An account is new for this long: what it does then is not yet its habit. */
    static final int ONBOARDING_DAYS = 90;

    LocalDate day() {
        return account.day();
    }

    double at(String threshold) {
        return setting.at(threshold);
    }

    int days(String threshold) {
        return setting.days(threshold);
    }

    /** Its use; null when it never sent an event, or when the tenant's events have stopped. */
    @Nullable UsageMeasure usage() {
        return account.fleet().usageFlows() ? account.usage() : null;
    }

    /** Days since the account began, 0 on its first; null when nobody knows when that was. */
    @Nullable Integer age() {
        LocalDate since = account.since();
        return since == null ? null : Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(since, day())));
    }

    /** Whether the account is at least that old; one of unknown age is. */
    boolean atLeastAged(int days) {
        Integer age = age();
        return age == null || age >= days;
    }

    /** Whether the account is known to be younger than that. */
    boolean youngerThan(int days) {
        return !atLeastAged(days);
    }

    int daysSince(LocalDate past) {
        return Math.toIntExact(ChronoUnit.DAYS.between(past, day()));
    }

    /** Whether something happened in the days that end with the day. */
    boolean within(@Nullable LocalDate past, int days) {
        return past != null && !past.isAfter(day()) && daysSince(past) < days;
    }

    Verdict fires(double severity, Evidence evidence) {
        return Verdict.fires(severity, evidence, day());
    }
}
