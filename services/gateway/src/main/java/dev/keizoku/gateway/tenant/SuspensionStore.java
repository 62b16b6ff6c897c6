package dev.keizoku.gateway.tenant;

import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

@Singleton
class SuspensionStore {

    private final Jdbi jdbi;

    SuspensionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Whether there is such a tenant; it is kept from others until the end of the transaction. */
    boolean lock(TenantId tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select tenant from tenant where tenant = :tenant for update")
                        .bind("tenant", tenant.value())
                        .mapTo(String.class)
                        .findFirst()
                        .isPresent());
    }

    Optional<Suspension> of(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select since, reason from tenant_suspension where tenant = :tenant")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Suspension(
                        row.getObject("since", OffsetDateTime.class).toInstant(), row.getString("reason")))
                .findFirst());
    }

    void add(TenantId tenant, Suspension suspension) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into tenant_suspension (tenant, since, reason) values (:tenant, :since, :reason)
                        """)
                .bind("tenant", tenant.value())
                .bind("since", suspension.since().atOffset(ZoneOffset.UTC))
                .bind("reason", suspension.reason())
                .execute());
    }

    void remove(TenantId tenant) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from tenant_suspension where tenant = :tenant")
                .bind("tenant", tenant.value())
                .execute());
    }

    /** All of them, whosever. */
    Set<String> tenants() {
        return jdbi.withHandle(handle -> handle.createQuery("select tenant from tenant_suspension")
                .mapTo(String.class)
                .set());
    }
}
