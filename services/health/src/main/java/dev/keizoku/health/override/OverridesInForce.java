package dev.keizoku.health.override;

import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The overrides as a run sees them. */
@ApplicationScoped
public class OverridesInForce {

    OverridesInForce() {}

    /** By account, of the accounts from the first to the last: what was in force at a moment, as far as known by then. */
    public Map<String, ManualOverride> inForce(
            Handle handle, TenantId tenant, String first, String last, Instant moment) {
        Map<String, ManualOverride> found = new HashMap<>();
        handle.createQuery("""
                select * from health_override
                where tenant = :tenant and account_id between :first and :last and created_at <= :moment
                    and expires_at > :moment and (ended_at is null or ended_at > :moment)
                """)
                .bind("tenant", tenant.value())
                .bind("first", first)
                .bind("last", last)
                .bind("moment", moment.atOffset(ZoneOffset.UTC))
                .map((row, context) -> found.put(row.getString("account_id"), read(row)))
                .forEach(previous -> {});
        return found;
    }

    static ManualOverride read(ResultSet row) throws SQLException {
        String band = row.getString("band");
        return new ManualOverride(
                row.getObject("override_id", UUID.class),
                ManualOverride.Kind.of(row.getString("kind")),
                row.getBigDecimal("value"),
                band == null ? null : Band.of(band),
                row.getString("reason"));
    }
}
