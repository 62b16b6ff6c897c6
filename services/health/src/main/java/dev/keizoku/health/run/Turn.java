package dev.keizoku.health.run;

import dev.keizoku.kernel.TenantId;
import org.jdbi.v3.core.Handle;

/**
 * Whose turn it is to write scores of a tenant, until the transaction ends: shards of a run write beside each other, an
 * account that is looked at by itself is written while none of them writes.
 */
final class Turn {

    private Turn() {}

    static void among(Handle handle, TenantId tenant) {
        take(handle, tenant, "select pg_advisory_xact_lock_shared(hashtextextended('scores ' || :tenant, 0))");
    }

    static void alone(Handle handle, TenantId tenant) {
        take(handle, tenant, "select pg_advisory_xact_lock(hashtextextended('scores ' || :tenant, 0))");
    }

    private static void take(Handle handle, TenantId tenant, String sql) {
        handle.createQuery(sql).bind("tenant", tenant.value()).mapToMap().one();
    }
}
