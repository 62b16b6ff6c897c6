package dev.keizoku.health.override;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Everything that was ever set over a score. */
@ApplicationScoped
class OverrideStore {

    private final Jdbi jdbi;

    OverrideStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What a list can be narrowed to; null is all. */
    record Filter(@Nullable String account, @Nullable String kind, boolean activeOnly) {}

    /** Where a page ended. */
    record Position(Instant createdAt, UUID override) {}

    /** Whether the account has a score, now or before. */
    boolean isScored(TenantId tenant, String account) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (select from account_health where tenant = :tenant and account_id = :account)
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account)
                .mapTo(Boolean.class)
                .one());
    }

    /** Adds it, unless another one of the account is active; whoever adds at the same moment waits. */
    boolean add(TenantId tenant, HealthOverride override) {
        return jdbi.withHandle(handle -> {
                    handle.createQuery("select pg_advisory_xact_lock(hashtextextended('override ' || :tenant || ' ' ||"
                                    + " :account, 0))")
                            .bind("tenant", tenant.value())
                            .bind("account", override.accountId())
                            .mapToMap()
                            .one();
                    return handle.createUpdate("""
                            insert into health_override (tenant, override_id, account_id, kind, value, band, reason, note,
                                created_at, created_by, expires_at)
                            select :tenant, :id, :account, :kind, :value, :band, :reason, :note, :created_at, :created_by,
                                :expires_at
                            where not exists (select from health_override where tenant = :tenant
                                and account_id = :account and ended_at is null and expires_at > :created_at)
                            """)
                            .bind("tenant", tenant.value())
                            .bind("id", override.set().id())
                            .bind("account", override.accountId())
                            .bind("kind", override.set().kind().key())
                            .bind("value", override.set().value())
                            .bind(
                                    "band",
                                    override.set().band() == null
                                            ? null
                                            : override.set().band().key())
                            .bind("reason", override.set().reason())
                            .bind("note", override.note())
                            .bind("created_at", at(override.createdAt()))
                            .bind("created_by", override.createdBy())
                            .bind("expires_at", at(override.expiresAt()))
                            .execute();
                })
                == 1;
    }

    /** Ends it; says whether it was there and active. */
    boolean end(TenantId tenant, String account, UUID override, Instant now, String by) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update health_override set ended_at = :now, ended_by = :by
                        where tenant = :tenant and override_id = :id and account_id = :account and ended_at is null
                            and expires_at > :now
                        """)
                        .bind("tenant", tenant.value())
                        .bind("id", override)
                        .bind("account", account)
                        .bind("now", at(now))
                        .bind("by", by)
                        .execute())
                == 1;
    }

    Optional<HealthOverride> find(TenantId tenant, String account, UUID override) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from health_override
                        where tenant = :tenant and override_id = :id and account_id = :account
                        """)
                .bind("tenant", tenant.value())
                .bind("id", override)
                .bind("account", account)
                .map((row, context) -> read(row))
                .findOne());
    }

    /** Newest first. */
    List<HealthOverride> list(TenantId tenant, Filter filter, Instant now, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from health_override
                        where tenant = :tenant
                            and (cast(:account as text) is null or account_id = :account)
                            and (cast(:kind as text) is null or kind = :kind)
                            and (not :active or (ended_at is null and expires_at > :now))
                            and (cast(:created_at as timestamptz) is null
                                or (created_at, override_id) < (cast(:created_at as timestamptz), cast(:id as uuid)))
                        order by created_at desc, override_id desc limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("account", filter.account())
                .bind("kind", filter.kind())
                .bind("active", filter.activeOnly())
                .bind("now", at(now))
                .bind("created_at", after == null ? null : at(after.createdAt()))
                .bind("id", after == null ? null : after.override())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    private static HealthOverride read(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new HealthOverride(
                row.getString("account_id"),
                OverridesInForce.read(row),
                row.getString("note"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("ended_by"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
