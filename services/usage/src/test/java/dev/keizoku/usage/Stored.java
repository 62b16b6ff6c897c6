package dev.keizoku.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** An event as it lies in the tables. */
public record Stored(
        String source,
        String id,
        String name,
        String account,
        String user,
        String feature,
        Instant time,
        BigDecimal value,
        String properties,
        String extensions) {

    /** The events of a tenant, by id. */
    public static List<Stored> of(Jdbi jdbi, String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select source, event_id, name, account_id, user_id, feature, occurred_at, value, properties,
                            extensions
                        from event join event_identity using (tenant_no, identity_high, identity_low)
                        join tenant_number using (tenant_no)
                        where tenant = :tenant order by event_id
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> new Stored(
                        row.getString("source"),
                        row.getString("event_id"),
                        row.getString("name"),
                        row.getString("account_id"),
                        row.getString("user_id"),
                        row.getString("feature"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getBigDecimal("value"),
                        row.getString("properties"),
                        row.getString("extensions")))
                .list());
    }
}
