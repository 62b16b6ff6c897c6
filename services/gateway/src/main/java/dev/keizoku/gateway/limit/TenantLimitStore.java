package dev.keizoku.gateway.limit;

import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The limits the operator has set for single tenants. */
@Singleton
class TenantLimitStore {

    private final Jdbi jdbi;

    TenantLimitStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    boolean exists(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("select exists (select from tenant where tenant = :tenant)")
                .bind("tenant", tenant.value())
                .mapTo(Boolean.class)
                .one());
    }

    Map<LimitClass, Long> of(TenantId tenant) {
        Map<LimitClass, Long> limits = new EnumMap<>(LimitClass.class);
        jdbi.useHandle(handle -> handle.createQuery("select class, per_minute from tenant_limit where tenant = :tenant")
                .bind("tenant", tenant.value())
                .map((row, context) -> limits.put(
                        LimitClass.valueOf(row.getString("class").toUpperCase(Locale.ROOT)), row.getLong("per_minute")))
                .list());
        return limits;
    }

    void replace(TenantId tenant, Map<LimitClass, Long> limits) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from tenant_limit where tenant = :tenant")
                    .bind("tenant", tenant.value())
                    .execute();
            limits.forEach((kind, limit) -> handle.createUpdate("""
                            insert into tenant_limit (tenant, class, per_minute) values (:tenant, :class, :limit)
                            """)
                    .bind("tenant", tenant.value())
                    .bind("class", kind.wireName())
                    .bind("limit", limit)
                    .execute());
        });
    }
}
