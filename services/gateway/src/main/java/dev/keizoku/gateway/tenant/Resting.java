package dev.keizoku.gateway.tenant;

import dev.keizoku.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;

/** What is done for a tenant without anybody asking, and rests while the tenant is suspended. */
public interface Resting {

    /** The condition of a query that a tenant, by the name of its column, is not suspended. */
    static String isOver(String tenant) {
        return "not exists (select from tenant_suspension s where s.tenant = " + tenant + ")";
    }

    /** In the transaction that lets the tenant in again, {@code rested} after it was suspended. */
    void goOn(TenantId tenant, Duration rested, Instant now);
}
