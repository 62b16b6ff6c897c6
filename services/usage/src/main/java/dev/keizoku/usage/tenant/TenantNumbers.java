package dev.keizoku.usage.tenant;

import dev.keizoku.kernel.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** The number that stands for a tenant in every table that grows by the event; given once, kept for good. */
@Singleton
public final class TenantNumbers {

    private final Jdbi jdbi;
    private final Map<TenantId, Integer> known = new ConcurrentHashMap<>();

    TenantNumbers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public int of(TenantId tenant) {
        Integer number = known.get(tenant);
        if (number != null) {
            return number;
        }
        // The transaction of a caller may be another database's, or fail after the number is known here.
        int read = QuarkusTransaction.suspendingExisting().call(() -> read(tenant));
        known.put(tenant, read);
        return read;
    }

    private int read(TenantId tenant) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate("insert into tenant_number (tenant) values (:tenant) on conflict do nothing")
                    .bind("tenant", tenant.value())
                    .execute();
            return handle.createQuery("select tenant_no from tenant_number where tenant = :tenant")
                    .bind("tenant", tenant.value())
                    .mapTo(Integer.class)
                    .one();
        });
    }
}
