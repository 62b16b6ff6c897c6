package dev.keizoku.metrics.outlook;

import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.TimelineStore;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** Reads every timeline of a tenant as it is, or was, known, some accounts at a time. */
@Singleton
class TimelineScan {

    private static final int ACCOUNTS_AT_ONCE = 2_000;

    private final Jdbi bulk;

    TimelineScan(@DataSource("bulk") Jdbi bulk) {
        this.bulk = bulk;
    }

    void forEach(Reading.Asked asked, Consumer<Collection<TimelineEntry>> accounts) {
        String tenant = asked.tenant().tenant().value();
        Instant knownAt = asked.asOf();
        bulk.useHandle(handle -> {
            List<String> page = TimelineStore.accountsAfter(handle, tenant, "", ACCOUNTS_AT_ONCE);
            while (!page.isEmpty()) {
                Map<String, List<TimelineEntry>> timelines = knownAt == null
                        ? TimelineStore.of(handle, tenant, page)
                        : TimelineStore.asOf(handle, tenant, page, knownAt);
                timelines.values().forEach(accounts);
                page = TimelineStore.accountsAfter(handle, tenant, page.getLast(), ACCOUNTS_AT_ONCE);
            }
        });
    }
}
