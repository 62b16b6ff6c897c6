package dev.keizoku.gateway.tenant;

import dev.keizoku.gateway.access.ApiKeys;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenants of the suite. Every change makes a new version of the record. */
@ApplicationScoped
public class TenantRegister {

    private final TenantStore store;
    private final ApiKeys keys;
    private final AuditTrail audit;
    private final Differences differences;
    private final Clock clock;

    TenantRegister(TenantStore store, ApiKeys keys, AuditTrail audit, Differences differences, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.audit = audit;
        this.differences = differences;
        this.clock = clock;
    }

    /** What became of an attempt to create a tenant. */
    sealed interface Creation {

        record Created(TenantRecord tenant, ApiKeys.Created key) implements Creation {}

        record Taken() implements Creation {}
    }

    /** What became of an attempt to change one. */
    sealed interface Change {

        record Done(TenantRecord tenant) implements Change {}

        record Stale(TenantRecord tenant) implements Change {}

        record Unknown() implements Change {}
    }

    /** New values; null where the old one stays. A policy that is null goes back to its default. */
    record Settings(
            @Nullable String name,
            @Nullable ZoneId zone,
            @Nullable Currency currency,
            @Nullable String language,
            @Nullable Integer fiscalYearStartMonth,
            Map<String, @Nullable Object> policies) {

        TenantRecord applyTo(TenantRecord old, long version) {
            return new TenantRecord(
                    old.tenant(),
                    version,
                    name == null ? old.name() : name,
                    zone == null ? old.zone() : zone,
                    currency == null ? old.currency() : currency,
                    language == null ? old.language() : language,
                    fiscalYearStartMonth == null ? old.fiscalYearStartMonth() : fiscalYearStartMonth,
                    Policy.merge(old.policies(), policies));
        }
    }

    /** Creates the tenant and, in the same transaction, its first key. */
    @Transactional
    Creation create(TenantRecord tenant) {
        if (!store.add(tenant)) {
            return new Creation.Taken();
        }
        return new Creation.Created(
                tenant, keys.create(tenant.tenant(), ApiKeys.Wanted.secret("first key", Scopes.ALL), "operator"));
    }

    @Transactional
    Optional<TenantRecord> find(TenantId tenant) {
        return store.of(tenant).map(TenantRow::toTenantRecord);
    }

    /** Changes a tenant and notes who did; the same values again make no new version and leave no note. */
    @Transactional
    Change change(TenantId tenant, Settings settings, @Nullable Long expectedVersion, String actor) {
        Optional<TenantRow> found = store.lock(tenant);
        if (found.isEmpty()) {
            return new Change.Unknown();
        }
        TenantRow row = found.get();
        TenantRecord old = row.toTenantRecord();
        if (expectedVersion != null && expectedVersion != old.version()) {
            return new Change.Stale(old);
        }
        if (settings.applyTo(old, old.version()).equals(old)) {
            return new Change.Done(old);
        }
        TenantRecord changed = settings.applyTo(old, old.version() + 1);
        row.settings(changed);
        audit.add(tenant, clock.instant(), actor, "tenant.changed", differences.between(old, changed));
        return new Change.Done(changed);
    }
}
