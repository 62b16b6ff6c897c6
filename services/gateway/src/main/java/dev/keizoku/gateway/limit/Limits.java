package dev.keizoku.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keizoku.kernel.TenantId;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each key and each tenant asks for and says when it is too much. The counts are shared by all replicas
 * through the database; while that does not answer, each replica goes on with a part of every limit.
 */
@Singleton
public final class Limits {

    private static final Logger LOG = Logger.getLogger(Limits.class);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final int MOST_PORTIONS = 100_000;
    private static final long NOT_ASKED_AGAIN = Duration.ofSeconds(2).toNanos();
    private static final int WHOLE = 100;

    private final LimitConfig config;
    private final TenantLimits tenantLimits;
    private final BucketStore store;
    private final TimeMeter time;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong awayUntil = new AtomicLong(Long.MIN_VALUE);
    private final Cache<Slot, Portion> portions = Caffeine.newBuilder()
            .expireAfterAccess(IDLE)
            .maximumSize(MOST_PORTIONS)
            .build();

    /** What is counted together; the subject is null for all of a tenant. */
    private record Slot(TenantId tenant, @Nullable String subject, LimitClass kind) {

        String id() {
            return tenant.value() + "|" + kind.wireName() + (subject == null ? "" : "|" + subject);
        }
    }

    @Inject
    Limits(LimitConfig config, TenantLimits tenantLimits, BucketStore store) {
        this(config, tenantLimits, store, TimeMeter.SYSTEM_MILLISECONDS);
    }

    Limits(LimitConfig config, TenantLimits tenantLimits, BucketStore store, TimeMeter time) {
        this.config = config;
        this.tenantLimits = tenantLimits;
        this.store = store;
        this.time = time;
    }

    /**
     * Counts one request. Complete at once, but for the few that wait for the database; never fails.
     *
     * @param subject who asks: the id of the key
     */
    public CompletableFuture<Decision> take(TenantId tenant, String subject, LimitClass kind) {
        Portion own = portion(new Slot(tenant, subject, kind));
        return own.take()
                .thenCompose(ofKey -> ofKey.allowed()
                        ? portion(new Slot(tenant, null, kind)).take().thenApply(ofTenant -> both(own, ofKey, ofTenant))
                        : CompletableFuture.completedFuture(ofKey));
    }

    private static Decision both(Portion own, Decision ofKey, Decision ofTenant) {
        if (!ofTenant.allowed()) {
            own.giveBack();
        }
        return ofKey.tighter(ofTenant);
    }

    private Portion portion(Slot slot) {
        return portions.get(
                slot,
                fresh -> new Portion(
                        unused -> fetch(slot, unused),
                        time,
                        share(slot, config.ofTenant(slot.kind())),
                        config.awayPercent()));
    }

    private CompletableFuture<Supply> fetch(Slot slot, long unused) {
        if (time.currentTimeNanos() < awayUntil.get()) {
            return CompletableFuture.failedFuture(new IllegalStateException("The database was away a moment ago."));
        }
        return CompletableFuture.supplyAsync(
                        () -> {
                            long limit = share(slot, tenantLimits.perMinute(slot.tenant(), slot.kind()));
                            return store.take(slot.id(), limit, Portion.sizeOf(limit), unused);
                        },
                        threads)
                .orTimeout(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((supply, failure) -> {
                    if (failure != null) {
                        LOG.warnf("limits are not shared at the moment: %s", failure);
                        awayUntil.set(time.currentTimeNanos() + NOT_ASKED_AGAIN);
                    }
                });
    }

    private long share(Slot slot, long ofTenant) {
        return slot.subject() == null ? ofTenant : Math.max(1, ofTenant * config.keyPercent() / WHOLE);
    }
}
