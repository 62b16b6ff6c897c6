package dev.keizoku.health.pull;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account with what was measured of its use; null when it has never sent an event. */
public record JoinedAccount(AccountFact fact, @Nullable UsageMeasure usage) {

    /** The first day of the account: as a customer or by its first event, whichever came first. */
    public @Nullable LocalDate since() {
        LocalDate customer = fact.customerSince();
        LocalDate seen = usage == null ? null : usage.firstSeenOn();
        if (customer == null || seen == null) {
            return customer == null ? seen : customer;
        }
        return customer.isBefore(seen) ? customer : seen;
    }

    public List<String> coreFeatures() {
        List<String> features = fact.coreFeatures();
        return features == null ? List.of() : List.copyOf(Set.copyOf(features));
    }

    /** How many of the plan's core features were used. */
    public int coreFeaturesUsed() {
        if (usage == null || usage.featuresUsed28() == null) {
            return 0;
        }
        Set<String> used = Set.copyOf(usage.featuresUsed28());
        return Math.toIntExact(coreFeatures().stream().filter(used::contains).count());
    }
}
