package dev.keizoku.gateway.tenant;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;

@Singleton
class TenantStore implements PanacheRepositoryBase<TenantRow, String> {

    /** Whether the id was free. */
    boolean add(TenantRecord tenant) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into tenant
                                    (tenant, version, name, zone, currency, language, fiscal_year_start_month, policies)
                                values (:tenant, :version, :name, :zone, :currency, :language, :month,
                                    cast(:policies as jsonb))
                                on conflict do nothing
                                """)
                        .setParameter("tenant", tenant.tenant().value())
                        .setParameter("version", tenant.version())
                        .setParameter("name", tenant.name())
                        .setParameter("zone", tenant.zone().getId())
                        .setParameter("currency", tenant.currency().getCurrencyCode())
                        .setParameter("language", tenant.language())
                        .setParameter("month", tenant.fiscalYearStartMonth())
                        .setParameter("policies", tenant.policiesJson())
                        .executeUpdate()
                == 1;
    }

    Optional<TenantRow> of(TenantId tenant) {
        return findByIdOptional(tenant.value());
    }

    Optional<TenantRow> lock(TenantId tenant) {
        return findByIdOptional(tenant.value(), LockModeType.PESSIMISTIC_WRITE);
    }
}
