package dev.keizoku.metrics.contribution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Reading;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Supplier;

/** Parts worked out for one page and kept for the next, as long as the ledger they are of has not moved on. */
@Singleton
class KeptParts {

    private static final Duration FOR = Duration.ofMinutes(1);
    private static final long MOST_PARTS = 500_000;

    private final Cache<Key, CustomerParts> kept = Caffeine.newBuilder()
            .expireAfterAccess(FOR)
            .maximumWeight(MOST_PARTS)
            .weigher((Key key, CustomerParts parts) -> parts.all().size() + 1)
            .build();

    private record Key(TenantRecord tenant, String list, String part, LocalDate today, long epoch, long position) {}

    CustomerParts of(Reading.Asked asked, String list, String part, Supplier<CustomerParts> made) {
        Key key = new Key(
                asked.tenant(),
                list,
                part,
                asked.today(),
                asked.book().epoch(),
                asked.book().position());
        return kept.get(key, any -> made.get());
    }
}
