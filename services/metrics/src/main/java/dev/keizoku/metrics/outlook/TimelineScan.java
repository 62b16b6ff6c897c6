package dev.keizoku.metrics.outlook;

import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.TimelineStore;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** Reads every timeline of a tenant, some accounts at a time. */
@Singleton
class TimelineScan {

    private static final int ACCOUNTS_AT_ONCE = 2_000;

    private final Jdbi bulk;

    TimelineScan(@DataSource("bulk") Jdbi bulk) {
        this.bulk = bulk;
    }

    void forEach(String tenant, Consumer<Collection<TimelineEntry>> accounts) {
        bulk.useHandle(handle -> {
            List<String> page = TimelineStore.accountsAfter(handle, tenant, "", ACCOUNTS_AT_ONCE);
            while (!page.isEmpty()) {
                TimelineStore.of(handle, tenant, page).values().forEach(accounts);
                page = TimelineStore.accountsAfter(handle, tenant, page.getLast(), ACCOUNTS_AT_ONCE);
            }
        });
    }
}
