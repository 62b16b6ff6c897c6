package dev.keizoku.metrics.charge;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.TimelineStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads the charges for use the feed has told of, and the timelines of the subscriptions they are of. */
@Singleton
class ChargeStore {

    private final Jdbi jdbi;

    ChargeStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What is known of one moment.
     *
     * @param charges by subscription
     * @param timelines of those subscriptions, by account
     */
    record Known(Map<String, List<UsageCharge>> charges, Map<String, List<TimelineEntry>> timelines) {

        Set<String> currencies() {
            return charges.values().stream()
                    .flatMap(List::stream)
                    .map(UsageCharge::currency)
                    .collect(toSet());
        }
    }

    private record Told(String subscription, UsageCharge charge) {}

    /** As it is, or was, known. */
    Known of(Reading.Asked asked) {
        String tenant = asked.tenant().tenant().value();
        Instant knownAt = asked.asOf();
        return jdbi.inTransaction(handle -> {
            Map<String, List<UsageCharge>> charges = charges(handle, tenant, knownAt);
            return new Known(
                    charges,
                    knownAt == null
                            ? TimelineStore.ofSubscriptions(handle, tenant, charges.keySet())
                            : TimelineStore.ofSubscriptionsThen(handle, tenant, charges.keySet(), knownAt));
        });
    }

    private static Map<String, List<UsageCharge>> charges(Handle handle, String tenant, @Nullable Instant knownAt) {
        Query query = handle.createQuery("""
                select subscription_id, amount, currency, period_start, period_end from (
                    select distinct on (subscription_id, change_id) * from usage_charge
                    where tenant = :tenant <then>
                    order by subscription_id, change_id, seq desc) as version
                where not deleted
                """);
        if (knownAt != null) {
            query.bind("knownAt", knownAt);
        }
        return query
                .define("then", knownAt == null ? "" : "and known_at <= :knownAt")
                .bind("tenant", tenant)
                .map((row, context) -> new Told(
                        row.getString("subscription_id"),
                        new UsageCharge(
                                row.getBigDecimal("amount"),
                                row.getString("currency"),
                                row.getTimestamp("period_start").toInstant(),
                                row.getTimestamp("period_end").toInstant())))
                .list()
                .stream()
                .collect(groupingBy(Told::subscription, mapping(Told::charge, toList())));
    }
}
