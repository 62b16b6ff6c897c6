package dev.keizoku.usage.measure;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the tenant's accounts have in common: the middle of their ratios to a usual week.
 *
 * <p>Of all accounts, also when a shard or one account is asked for. So it is kept for a while: a night asks once for
 * each of its shards. It holds eight bytes an account while it is worked out, and no more.
 */
@Singleton
final class Fleet {

    /** With fewer accounts the middle one is too much one of them to hold each against. */
    static final int LEAST_ACCOUNTS = 10;

    private static final int MOST_KEPT = 1_000;

    private final MeasureStore store;
    private final Clock clock;
    private final Duration kept;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    Fleet(
            MeasureStore store,
            Clock clock,
            @ConfigProperty(name = "keizoku.measures.fleet-kept-for", defaultValue = "10M") Duration kept) {
        this.store = store;
        this.clock = clock;
        this.kept = kept;
    }

    private record Key(int tenant, LocalDate day, LocalDate knownOn, DayKinds kinds) {}

    private record Known(Instant until, @Nullable Double ratio) {}

    /** The middle ratio; null where there are too few accounts for one. */
    @Nullable Double ratio(int tenant, LocalDate day, LocalDate knownOn, DayKinds kinds) {
        Instant now = clock.instant();
        if (known.size() > MOST_KEPT) {
            known.values().removeIf(old -> !old.until.isAfter(now));
        }
        return known.compute(
                        new Key(tenant, day, knownOn, kinds),
                        (key, old) -> old != null && old.until.isAfter(now)
                                ? old
                                : new Known(now.plus(kept), middle(store.weekRatios(tenant, day, knownOn, kinds))))
                .ratio;
    }

    static @Nullable Double middle(double[] ratios) {
        return ratios.length < LEAST_ACCOUNTS ? null : Statistics.rounded(Statistics.median(ratios));
    }
}
