package dev.keizoku.subscriptions.feed;

import dev.keizoku.kernel.FeedPage;
import dev.keizoku.kernel.TenantChanged;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What readers of the feed ask, and the tenants' settings, which travel in it too. */
@ApplicationScoped
public class Feed {

    private final Jdbi jdbi;
    private final FeedStore store;
    private final Clock clock;

    Feed(Jdbi jdbi, FeedStore store, Clock clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.clock = clock;
    }

    @Transactional
    public FeedPage<FeedRow> read(TenantId tenant, long after, int limit) {
        return jdbi.withHandle(handle -> store.read(handle, tenant, after, limit));
    }

    @Transactional
    public List<FeedHead> heads() {
        return jdbi.withHandle(store::heads);
    }

    void tenantChanged(@Observes TenantChanged changed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        FeedEntry entry = new FeedEntry(FeedEntry.Type.TENANT, now, changed.tenant());
        jdbi.useHandle(handle -> store.append(handle, changed.tenant().tenant(), now, List.of(entry)));
    }
}
