package dev.keizoku.health.run;

import dev.keizoku.health.pull.SubscriptionNotices;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Has accounts looked at again as soon as subscriptions tells of a cancellation, without waiting for the night. */
@ApplicationScoped
public class NoticePull {

    private static final Logger LOG = Logger.getLogger(NoticePull.class);

    /** One page; more at once is an import, which waits for the night. */
    private static final int MOST_CHANGES = 1_000;

    private final SubscriptionNotices notices;
    private final RescanStore store;
    private final RescanWorkers rescans;
    private final Tenants tenants;

    NoticePull(SubscriptionNotices notices, RescanStore store, RescanWorkers rescans, Tenants tenants) {
        this.notices = notices;
        this.store = store;
        this.rescans = rescans;
        this.tenants = tenants;
    }

    @Scheduled(every = "${keizoku.run.notice-poll:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        try {
            pull();
        } catch (UpstreamFailure failure) {
            LOG.debugf("Cancellations are not followed at the moment: %s.", failure.getMessage());
        }
    }

    void pull() {
        Map<String, Long> heads = notices.heads();
        Map<TenantId, Long> read = store.noticePositions();
        for (TenantRecord record : tenants.all()) {
            TenantId tenant = record.tenant();
            Long head = heads.get(tenant.value());
            Long position = read.get(tenant);
            if (head == null || head.equals(position)) {
                continue;
            }
            if (position == null || head < position || head - position > MOST_CHANGES) {
                store.moveNotices(tenant, position, head, Set.of());
            } else {
                SubscriptionNotices.Page page = notices.after(tenant, position, MOST_CHANGES);
                store.moveNotices(tenant, position, page.readTo(), page.accounts());
            }
        }
        rescans.wake();
    }
}
