package dev.keizoku.kernel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The service's own copy of the tenants' records, which the gateway pushes. */
@ApplicationScoped
public class Tenants {

    private static final Duration FRESH = Duration.ofSeconds(2);
    /** Reads a row of any table that holds tenants by the columns of ours. */
    public static final RowMapper<TenantRecord> RECORD = (row, context) -> new TenantRecord(
            new TenantId(row.getString("tenant")),
            row.getLong("version"),
            row.getString("name"),
            ZoneId.of(row.getString("zone")),
            Currency.getInstance(row.getString("currency")),
            row.getString("language"),
            row.getInt("fiscal_year_start_month"),
            TenantRecord.policies(row.getString("policies")));

    private final Jdbi jdbi;
    private final Event<TenantChanged> changed;
    private final Map<TenantId, Known> cache = new ConcurrentHashMap<>();

    private record Known(TenantRecord tenant, long readAt) {
        boolean fresh() {
            return System.nanoTime() - readAt < FRESH.toNanos();
        }
    }

    Tenants(Jdbi jdbi, Event<TenantChanged> changed) {
        this.jdbi = jdbi;
        this.changed = changed;
    }

    /**
     * The tenant's record.
     *
     * @throws ProblemException 503 when the gateway has not pushed it yet
     */
    public TenantRecord get(TenantId tenant) {
        Known known = cache.get(tenant);
        if (known != null && known.fresh()) {
            return known.tenant();
        }
        TenantRecord read = jdbi.withHandle(handle -> handle.createQuery("select * from tenant where tenant = :tenant")
                .bind("tenant", tenant.value())
                .map(RECORD)
                .findOne()
                .orElseThrow(() -> new ProblemException(
                                CommonProblem.TENANT_NOT_READY,
                                "The tenant's settings have not arrived yet. Try again.")
                        .retryAfter(Duration.ofSeconds(1))));
        cache.put(tenant, new Known(read, System.nanoTime()));
        return read;
    }

    /** Every tenant known here, in a stable order. */
    public List<TenantRecord> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from tenant order by tenant")
                .map(RECORD)
                .list());
    }

    /** Stores a pushed record unless a newer version is already here. */
    @Transactional
    public void put(TenantRecord tenant) {
        int stored = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into tenant
                            (tenant, version, name, zone, currency, language, fiscal_year_start_month, policies)
                        values (:tenant, :version, :name, :zone, :currency, :language, :month, cast(:policies as jsonb))
                        on conflict (tenant) do update set version = excluded.version, name = excluded.name,
                            zone = excluded.zone, currency = excluded.currency, language = excluded.language,
                            fiscal_year_start_month = excluded.fiscal_year_start_month, policies = excluded.policies
                        where tenant.version < excluded.version
                        """)
                .bind("tenant", tenant.tenant().value())
                .bind("version", tenant.version())
                .bind("name", tenant.name())
                .bind("zone", tenant.zone().getId())
                .bind("currency", tenant.currency().getCurrencyCode())
                .bind("language", tenant.language())
                .bind("month", tenant.fiscalYearStartMonth())
                .bind("policies", tenant.policiesJson())
                .execute());
        cache.remove(tenant.tenant());
        if (stored == 1) {
            changed.fire(new TenantChanged(tenant));
        }
    }
}
