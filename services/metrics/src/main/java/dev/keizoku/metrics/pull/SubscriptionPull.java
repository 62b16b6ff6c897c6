package dev.keizoku.metrics.pull;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Traces;
import dev.keizoku.metrics.policy.PolicyStore;
import dev.keizoku.metrics.pull.PullPosition.Rebuild;
import dev.keizoku.metrics.timeline.UnreadableFact;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Follows the change feed of every tenant. */
@ApplicationScoped
public class SubscriptionPull {

    private static final Logger LOG = Logger.getLogger(SubscriptionPull.class);

    private final SubscriptionFeed feed;
    private final LedgerBuild build;
    private final Jdbi bulk;
    private final Traces traces;
    private final Map<String, Long> heads = new ConcurrentHashMap<>();
    private final AtomicInteger tenantsBehind = new AtomicInteger();
    /** By tenant, the page after the one that is being applied. */
    private final Map<String, PageAhead> ahead = new ConcurrentHashMap<>();
    /** The last failure by tenant ('' for all), so that an outage is logged once and not twice a second. */
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    SubscriptionPull(
            SubscriptionFeed feed,
            LedgerBuild build,
            @DataSource("bulk") Jdbi bulk,
            MeterRegistry meters,
            Traces traces) {
        this.feed = feed;
        this.build = build;
        this.bulk = bulk;
        this.traces = traces;
        Gauge.builder("keizoku.feed.tenants.behind", tenantsBehind, AtomicInteger::get)
                .description("tenants of whom there are changes that the ledger does not have")
                .register(meters);
        Gauge.builder("keizoku.feed.failing", failures, Map::size)
                .description("feeds that cannot be read at the moment")
                .register(meters);
    }

    /** The newest sequence heard of; 0 when none was. */
    public long head(String tenant) {
        return heads.getOrDefault(tenant, 0L);
    }

    /** Reads until every tenant has caught up, a page of each in turn. */
    void poll() {
        try {
            heads.putAll(feed.heads());
            Map<String, PullPosition> behind = behind();
            tenantsBehind.set(behind.size());
            while (!behind.isEmpty()) {
                behind.values().removeIf(position -> !readPage(position.tenant()));
                tenantsBehind.set(behind.size());
            }
            Set<String> stale = new TreeSet<>(bulk.withHandle(PullPositionStore::inAnotherZone));
            stale.addAll(bulk.withHandle(PolicyStore::behind));
            stale.addAll(bulk.withHandle(handle -> PullPositionStore.nettedBefore(handle, Netting.VERSION)));
            stale.forEach(build::renet);
            recovered("");
        } catch (IOException | RuntimeException failure) {
            failed("", failure);
        }
    }

    private Map<String, PullPosition> behind() {
        Map<String, PullPosition> positions = new HashMap<>();
        bulk.withHandle(PullPositionStore::all).forEach(position -> positions.put(position.tenant(), position));
        heads.keySet().forEach(tenant -> positions.computeIfAbsent(tenant, PullPosition::start));
        positions
                .values()
                .removeIf(position -> !position.rebuilding() && position.applied() >= head(position.tenant()));
        return positions;
    }

    /** Whether there is another page to read at once. */
    private boolean readPage(String tenant) {
        try (Traces.Job job = traces.begin("pull subscription changes", new TenantId(tenant))) {
            PullPosition position = build.position(tenant);
            if (position.rebuild() == Rebuild.REQUESTED) {
                build.beginRebuild(tenant);
                position = build.position(tenant);
            }
            FactPage page = page(tenant, position.applied());
            if (page.hasMore()) {
                ahead.put(tenant, PageAhead.of(page.next(), traces.carried(() -> feed.changes(tenant, page.next()))));
            }
            boolean applied = build.apply(tenant, page);
            recovered(tenant);
            return applied && page.hasMore();
        } catch (UnreadableFact unreadable) {
            build.fail(tenant, Objects.requireNonNullElse(unreadable.getMessage(), "A fact cannot be read."));
            failed(tenant, unreadable);
        } catch (IOException | RuntimeException failure) {
            failed(tenant, failure);
        }
        return false;
    }

    private FactPage page(String tenant, long after) throws IOException {
        PageAhead read = ahead.remove(tenant);
        return read != null && read.after() == after ? read.page() : feed.changes(tenant, after);
    }

    private void failed(String tenant, Exception failure) {
        String before = failures.put(tenant, failure.toString());
        if (failure instanceof IOException && !failure.toString().equals(before)) {
            LOG.warnf(
                    "The subscription feed%s cannot be read; trying again: %s",
                    tenant.isEmpty() ? "" : " of " + tenant, failure);
        } else if (!failure.toString().equals(before)) {
            LOG.warnf(
                    failure,
                    "The subscription feed%s cannot be read; trying again.",
                    tenant.isEmpty() ? "" : " of " + tenant);
        }
    }

    private void recovered(String tenant) {
        if (failures.remove(tenant) != null) {
            LOG.infof("The subscription feed%s is read again.", tenant.isEmpty() ? "" : " of " + tenant);
        }
    }
}
