package dev.keizoku.metrics.pull;

import dev.keizoku.kernel.Notices;
import dev.keizoku.kernel.TableStatistics;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.metrics.movement.LedgerStore;
import dev.keizoku.metrics.movement.MrrMovement;
import dev.keizoku.metrics.policy.PolicyStore;
import dev.keizoku.metrics.pull.PullPosition.Rebuild;
import dev.keizoku.metrics.timeline.TimelineRow;
import dev.keizoku.metrics.timeline.TimelineStore;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Turns pages of the feed into the ledger, each in one transaction with the position it brings the tenant to. */
@Singleton
public class LedgerBuild {

    private static final int ACCOUNTS_AT_ONCE = 2_000;

    private final Jdbi bulk;
    private final Notices notices;
    private final Clock clock;

    LedgerBuild(@DataSource("bulk") Jdbi bulk, Notices notices, Clock clock) {
        this.bulk = bulk;
        this.notices = notices;
        this.clock = clock;
    }

    /** Where the tenant stands. */
    public PullPosition position(String tenant) {
        return bulk.withHandle(handle -> PullPositionStore.of(handle, tenant));
    }

    /** Asks for the ledger to be built anew from the first row of the feed; reads are refused until it is. */
    public void requestRebuild(String tenant) {
        bulk.useHandle(handle -> PullPositionStore.requestRebuild(handle, tenant));
    }

    /** Empties the ledger of a tenant for which a rebuild was asked for. */
    void beginRebuild(String tenant) {
        bulk.useTransaction(handle -> PullPositionStore.lock(handle, tenant)
                .filter(position -> position.rebuild() == Rebuild.REQUESTED)
                .ifPresent(position -> {
                    FactStore.wipe(handle, tenant);
                    PullPositionStore.save(
                            handle,
                            new PullPosition(
                                    tenant,
                                    0,
                                    position.head(),
                                    position.epoch() + 1,
                                    position.zone(),
                                    position.nettedBy(),
                                    Rebuild.RUNNING,
                                    null));
                }));
    }

    /**
     * Applies a page: the effect and the position are one transaction.
     *
     * @return false when another replica has been there, or is there now
     */
    boolean apply(String tenant, FactPage page) {
        boolean applied = bulk.inTransaction(handle -> {
            Optional<PullPosition> here = PullPositionStore.lock(handle, tenant)
                    .filter(position -> position.applied() == page.after() && position.rebuild() != Rebuild.REQUESTED);
            here.ifPresent(position -> apply(handle, position, page));
            TableStatistics.report(handle);
            return here.isPresent();
        });
        TableStatistics.refresh(bulk, tenant);
        return applied;
    }

    /** Nets every day again by the days of the tenant's zone and the policies in force. */
    void renet(String tenant) {
        bulk.useTransaction(handle -> PullPositionStore.lock(handle, tenant).ifPresent(position -> {
            PolicyStore.takeOver(handle, tenant, position.applied(), clock.instant());
            PullPositionStore.save(handle, renetted(handle, position, Netting.wanted(handle, position)));
            tell(handle, tenant, Restated.ENTIRELY);
        }));
    }

    void fail(String tenant, String error) {
        bulk.useHandle(handle -> PullPositionStore.saveError(handle, tenant, error));
    }

    private void apply(Handle handle, PullPosition position, FactPage page) {
        String tenant = position.tenant();
        Set<String> touched = store(handle, tenant, page);
        Netting netting = Netting.wanted(handle, position);
        Rebuild rebuild = page.hasMore() ? position.rebuild() : Rebuild.NONE;
        PullPosition reached = new PullPosition(
                tenant, page.next(), page.head(), position.epoch(), netting.zone(), netting.text(), rebuild, null);
        if (netting.isOf(position)) {
            recompute(handle, tenant, netting, page.next(), touched);
        } else {
            reached = renetted(handle, reached, netting);
        }
        PullPositionStore.save(handle, reached);
        if (position.rebuild() == Rebuild.NONE) {
            Restated.by(of(page, FeedFact.Change.class), netting.zone())
                    .ifPresent(restated -> tell(handle, tenant, restated));
        }
    }

    private void tell(Handle handle, String tenant, Restated restated) {
        notices.append(handle, new TenantId(tenant), clock.instant(), restated.notice());
    }

    /** Keeps what the page says; answers whose timelines may have changed by it. */
    private static Set<String> store(Handle handle, String tenant, FactPage page) {
        for (FeedFact.TenantSettings settings : of(page, FeedFact.TenantSettings.class)) {
            FactStore.putTenant(handle, tenant, settings);
            FeedFact.Told told = settings.told();
            PolicyStore.put(handle, tenant, told.seq(), told.knownAt(), settings.policies());
        }
        FactStore.putPlans(handle, tenant, of(page, FeedFact.Plan.class));
        FactStore.putAccounts(handle, tenant, page.next(), of(page, FeedFact.Account.class));
        FactStore.putRates(handle, tenant, of(page, FeedFact.Rate.class));
        FactStore.putRenewals(handle, tenant, of(page, FeedFact.Renewal.class));
        FactStore.putCharges(handle, tenant, of(page, FeedFact.Charge.class));
        List<TimelineRow> rows = of(page, FeedFact.Change.class).stream()
                .map(FeedFact.Change::row)
                .toList();
        return TimelineStore.put(handle, tenant, rows);
    }

    private static <T extends FeedFact> List<T> of(FactPage page, Class<T> kind) {
        return page.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static PullPosition renetted(Handle handle, PullPosition position, Netting netting) {
        String last = "";
        List<String> accounts = TimelineStore.accountsAfter(handle, position.tenant(), last, ACCOUNTS_AT_ONCE);
        while (!accounts.isEmpty()) {
            recompute(handle, position.tenant(), netting, position.applied(), accounts);
            last = accounts.getLast();
            accounts = TimelineStore.accountsAfter(handle, position.tenant(), last, ACCOUNTS_AT_ONCE);
        }
        return new PullPosition(
                position.tenant(),
                position.applied(),
                position.head(),
                position.epoch() + 1,
                netting.zone(),
                netting.text(),
                position.rebuild(),
                position.error());
    }

    private static void recompute(
            Handle handle, String tenant, Netting netting, long seq, Collection<String> accounts) {
        List<String> ordered = new ArrayList<>(accounts);
        for (int from = 0; from < ordered.size(); from += ACCOUNTS_AT_ONCE) {
            List<String> some = ordered.subList(from, Math.min(from + ACCOUNTS_AT_ONCE, ordered.size()));
            Map<String, List<MrrMovement>> ledgers = new TreeMap<>();
            some.forEach(account -> ledgers.put(account, List.of()));
            TimelineStore.of(handle, tenant, some)
                    .forEach((account, entries) -> ledgers.put(account, netting.ledger(entries)));
            LedgerStore.replace(handle, tenant, seq, ledgers);
        }
    }
}
