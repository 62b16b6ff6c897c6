package dev.keizoku.metrics.renewal;

import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.TimelineStore;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads the renewals the feed has told of, and the timelines behind them. */
@Singleton
class RenewalStore {

    private final Jdbi jdbi;

    RenewalStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Those due from a day to another, the latter excluded.
     *
     * @param knownAt as they were known then; null for now
     */
    List<Renewal> due(String tenant, ZoneId zone, LocalDate from, LocalDate to, @Nullable Instant knownAt) {
        String known = knownAt == null ? "renewal" : """
                (select distinct on (subscription_id, renewal_id) * from renewal_version
                where tenant = :tenant and known_at <= :knownAt
                order by subscription_id, renewal_id, seq desc) as known""";
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery("""
                        select renewal_id, subscription_id, account_id, due_at, term_months, outcome, outcome_at
                        from <known>
                        where tenant = :tenant and not deleted and due_at >= :from and due_at < :to
                        order by due_at, subscription_id, renewal_id
                        """);
            if (knownAt != null) {
                query.bind("knownAt", knownAt);
            }
            return query.define("known", known)
                    .bind("tenant", tenant)
                    .bind("from", from.atStartOfDay(zone).toInstant())
                    .bind("to", to.atStartOfDay(zone).toInstant())
                    .map((row, context) -> renewal(row, zone))
                    .list();
        });
    }

    Map<String, List<TimelineEntry>> timelines(String tenant, Collection<String> accounts, @Nullable Instant knownAt) {
        return jdbi.withHandle(handle -> knownAt == null
                ? TimelineStore.of(handle, tenant, accounts)
                : TimelineStore.asOf(handle, tenant, accounts, knownAt));
    }

    private static Renewal renewal(ResultSet row, ZoneId zone) throws SQLException {
        Timestamp outcomeAt = row.getTimestamp("outcome_at");
        return new Renewal(
                row.getString("renewal_id"),
                row.getString("subscription_id"),
                row.getString("account_id"),
                LocalDate.ofInstant(row.getTimestamp("due_at").toInstant(), zone),
                row.getObject("term_months", Integer.class),
                row.getString("outcome"),
                outcomeAt == null ? null : LocalDate.ofInstant(outcomeAt.toInstant(), zone));
    }
}
