package dev.keizoku.health.measure;

import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.Balance;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.touchpoint.TouchpointTally;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of an account at the end of one of the tenant's days.
 *
 * @param usage null when the account has never sent an event
 * @param balance null when it has never paid
 * @param said what its people said and did with us
 */
public record AccountDay(
        LocalDate day,
        AccountFact fact,
        @Nullable UsageMeasure usage,
        @Nullable Balance balance,
        TouchpointTally said,
        Fleet fleet) {

    /** The first day of the account: as a customer or by its first event, whichever came first; null when unknown. */
    public @Nullable LocalDate since() {
        LocalDate customer = fact.customerSince();
        LocalDate seen = usage == null ? null : usage.firstSeenOn();
        if (customer == null || seen == null) {
            return customer == null ? seen : customer;
        }
        return customer.isBefore(seen) ? customer : seen;
    }

    /** The day of its first value, by an event of use or a milestone, whichever came first; null before. */
    public @Nullable LocalDate firstValueOn() {
        LocalDate milestone = said.success().firstValueOn();
        LocalDate event = usage == null ? null : usage.onboarding().valueReachedOn();
        if (milestone == null || event == null) {
            return milestone == null ? event : milestone;
        }
        return event.isBefore(milestone) ? event : milestone;
    }

    /** Days from the last login's local date to the day; null when there was none or when the tenant sends no usage. */
    public @Nullable Integer daysSinceLogin() {
        if (!fleet.usageFlows() || usage == null || usage.lastLoginOn() == null) {
            return null;
        }
        return Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(usage.lastLoginOn(), day)));
    }

    /** How many of the plan's core features were used in 28 days. */
    public int coreFeaturesUsed() {
        if (usage == null) {
            return 0;
        }
        Set<String> used = Set.copyOf(usage.featuresUsed28());
        return Math.toIntExact(
                fact.coreFeatures().stream().filter(used::contains).count());
    }
}
