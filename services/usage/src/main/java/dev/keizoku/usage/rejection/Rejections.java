package dev.keizoku.usage.rejection;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Refused events, kept for a while and never more than a few thousand of a tenant. */
@Singleton
public class Rejections {

    private final RejectionStore store;
    private final RejectionConfig config;
    private final Clock clock;

    Rejections(RejectionStore store, RejectionConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** Keeps refused events of a tenant, in their order. */
    @Transactional
    public void add(TenantId tenant, List<Rejection> refused) {
        int most = config.mostPerTenant();
        List<Rejection> latest = refused.subList(Math.max(0, refused.size() - most), refused.size());
        store.add(tenant, latest, clock.instant());
        store.deleteBeyond(tenant, most);
    }

    /** Forgets the refused events that name one of the users; how many there were. */
    @Transactional
    public int forget(TenantId tenant, Collection<UserId> users) {
        return store.deleteNaming(tenant, users);
    }

    /** Refused events, the latest first. */
    @Transactional
    List<RejectionStore.Kept> list(TenantId tenant, RejectionQuery query) {
        return store.list(tenant, query, clock.instant().minus(config.kept()));
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    @Transactional
    void forgetOld() {
        store.deleteBefore(clock.instant().minus(config.kept()));
    }
}
