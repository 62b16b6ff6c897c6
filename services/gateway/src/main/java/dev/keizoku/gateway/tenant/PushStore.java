package dev.keizoku.gateway.tenant;

import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Which service holds which version of which tenant; bookkeeping nobody edits, so plain SQL. */
@Singleton
class PushStore {

    private final Jdbi jdbi;

    PushStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The tenants whose newest version a service is not known to hold. */
    List<TenantRecord> waitingFor(Upstream service, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select tenant.*
                        from tenant
                        left join tenant_push push on push.tenant = tenant.tenant and push.service = :service
                        where coalesce(push.version, 0) < tenant.version
                        order by tenant.tenant
                        limit :limit
                        """)
                .bind("service", service.contract())
                .bind("limit", limit)
                .map(Tenants.RECORD)
                .list());
    }

    void delivered(TenantRecord tenant, Upstream service) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into tenant_push (tenant, service, version) values (:tenant, :service, :version)
                        on conflict (tenant, service) do update
                            set version = greatest(tenant_push.version, excluded.version)
                        """)
                .bind("tenant", tenant.tenant().value())
                .bind("service", service.contract())
                .bind("version", tenant.version())
                .execute());
    }
}
