package dev.keizoku.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts the wrong credentials that come from one address. Whoever shows a good one from the same address is not kept
 * waiting for what others do there.
 */
@Singleton
public final class FailedAttempts {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST_ADDRESSES = 100_000;

    private final long limit;
    private final LoadingCache<String, Bucket> addresses;

    FailedAttempts(LimitConfig config) {
        this.limit = config.failedAttempts();
        this.addresses = Caffeine.newBuilder()
                .expireAfterAccess(KEPT)
                .maximumSize(MOST_ADDRESSES)
                .build(address -> Bucket.builder()
                        .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, Decision.WINDOW))
                        .build());
    }

    /** Notes one more. Whether that is too many is for the answer to tell. */
    public Decision note(@Nullable SocketAddress address) {
        String host = address == null ? null : address.hostAddress();
        var probe = addresses.get(host == null ? "unknown" : host).tryConsumeAndReturnRemaining(1);
        return new Decision(probe.isConsumed(), limit, probe.getRemainingTokens());
    }
}
