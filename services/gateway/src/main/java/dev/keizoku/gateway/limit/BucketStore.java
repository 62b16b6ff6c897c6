package dev.keizoku.gateway.limit;

import io.agroal.api.AgroalDataSource;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;

/** The buckets that all replicas take from. */
@Singleton
class BucketStore {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int BATCH = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    @Inject
    BucketStore(AgroalDataSource dataSource) {
        this(dataSource, TimeMeter.SYSTEM_MILLISECONDS);
    }

    BucketStore(DataSource dataSource, TimeMeter time) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_bucket")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                .clientClock(time)
                .build();
    }

    /**
     * Takes up to {@code wanted} out of a bucket that fills up in a minute, after putting back what was not needed.
     *
     * @param id of the bucket; another limit makes it another bucket
     */
    Supply take(String id, long limit, long wanted, long unused) {
        BucketProxy bucket = buckets.getProxy(id + "|" + limit, () -> configuration(limit));
        if (unused > 0) {
            bucket.addTokens(unused);
        }
        VerboseResult<Long> taken = bucket.asVerbose().tryConsumeAsMuchAsPossible(wanted);
        return new Supply(
                limit, taken.getValue(), Math.max(0, taken.getDiagnostics().getAvailableTokens()));
    }

    private static BucketConfiguration configuration(long limit) {
        return BucketConfiguration.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, Decision.WINDOW))
                .build();
    }

    /** Buckets nobody has taken from for a while are full anyway. */
    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void forgetFullOnes() {
        int forgotten;
        do {
            forgotten = buckets.removeExpired(BATCH);
        } while (forgotten == BATCH);
    }
}
