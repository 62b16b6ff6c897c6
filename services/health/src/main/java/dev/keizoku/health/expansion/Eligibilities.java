package dev.keizoku.health.expansion;

import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Whether more may be proposed: as the last run saw it, with what was offered and answered since. */
@ApplicationScoped
public class Eligibilities {

    private final ExpansionStore store;
    private final OfferHistories histories;
    private final Versions versions;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    Eligibilities(
            ExpansionStore store,
            OfferHistories histories,
            Versions versions,
            Tenants tenants,
            Jdbi jdbi,
            Clock clock) {
        this.store = store;
        this.histories = histories;
        this.versions = versions;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Of one account; empty for one that is not scored. */
    @Transactional
    Optional<ExpansionStore.Looked> now(TenantId tenant, AccountId account) {
        return store.find(tenant, account.value()).map(looked -> {
            List<Condition> offers = jdbi.withHandle(
                            handle -> histories.of(handle, tenant, account.value(), today(tenant), clock.instant()))
                    .conditions(today(tenant), settings(tenant));
            return looked.with(looked.eligibility().with(offers));
        });
    }

    /** What stands against a proposal of the kind; of an account that is not scored, everything. */
    @Transactional
    public Optional<List<Condition>> against(TenantId tenant, AccountId account, OfferKind kind) {
        return now(tenant, account).map(looked -> looked.eligibility().failed(kind));
    }

    /** What stands against letting the account try something. */
    @Transactional
    public Optional<List<Condition>> againstTrial(TenantId tenant, AccountId account) {
        return now(tenant, account).map(looked -> looked.eligibility().failedForTrial());
    }

    @Transactional
    List<ExpansionStore.Looked> list(
            TenantId tenant,
            Eligibility.State state,
            @Nullable OfferKind kind,
            ExpansionStore.@Nullable Position after,
            int limit) {
        return store.list(tenant, state, kind, after, limit);
    }

    /** Whether an offer of so much a year is for sales to close. */
    public boolean handsToSales(TenantId tenant, @Nullable Money yearly) {
        return settings(tenant).forSales(yearly);
    }

    public ExpansionSettings settings(TenantId tenant) {
        return versions.current(tenant, ExpansionSettings.KIND).document();
    }

    /** The day it is at the tenant's. */
    public LocalDate today(TenantId tenant) {
        Instant now = clock.instant();
        return now.atZone(tenants.get(tenant).zone()).toLocalDate();
    }
}
