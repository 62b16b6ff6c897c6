package dev.keizoku.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.testkit.PostgresResource;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LimitsTest {

    private static final int LIMIT = 1_000;
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private final AtomicLong now = new AtomicLong(Duration.ofDays(20_000).toNanos());
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    };

    private DataSource database;

    @BeforeEach
    void makeTheTables() throws IOException {
        DataSource server = PostgresResource.server().getPostgresDatabase();
        Jdbi.create(server).useHandle(handle -> {
            handle.execute("drop database if exists limits_test with (force)");
            handle.execute("create database limits_test");
        });
        PGSimpleDataSource own = new PGSimpleDataSource();
        own.setPortNumbers(new int[] {PostgresResource.server().getPort()});
        own.setUser("postgres");
        own.setDatabaseName("limits_test");
        database = own;
        try (InputStream migration = getClass().getResourceAsStream("/db/migration/V10__rate_limits.sql")) {
            String tables = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
            Jdbi.create(database)
                    .useHandle(handle -> handle.createScript(
                                    "create table tenant (tenant text collate \"C\" primary key);" + tables)
                            .execute());
        }
    }

    @Test
    void twoReplicasTogetherKeepALimitWithinFivePercent() throws Exception {
        Limits one = replica(database, new TestLimits(LIMIT, 100));
        Limits two = replica(database, new TestLimits(LIMIT, 100));
        for (int minute = 1; minute <= 3; minute++) {
            long allowed = allowed(10 * LIMIT, one, two, ACME);
            System.out.printf("two replicas, minute %d: %d of %d allowed%n", minute, allowed, LIMIT);
            assertThat(allowed).isBetween(LIMIT * 95L / 100, LIMIT * 105L / 100);
            now.addAndGet(Duration.ofMinutes(1).toNanos());
        }
    }

    @Test
    void oneReplicaHasNearlyTheWholeLimitWhileTheOtherIsIdle() throws Exception {
        Limits busy = replica(database, new TestLimits(LIMIT, 100));
        Limits idle = replica(database, new TestLimits(LIMIT, 100));
        assertThat(idle.take(ACME, "kz_idle", LimitClass.READS).get().allowed()).isTrue();
        assertThat(allowed(3 * LIMIT, busy, busy, ACME)).isBetween(LIMIT * 95L / 100, (long) LIMIT);
    }

    @Test
    void aTenantAtTenTimesItsLimitTakesNothingFromAnother() throws Exception {
        Limits one = replica(database, new TestLimits(LIMIT, 100));
        Limits two = replica(database, new TestLimits(LIMIT, 100));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Long> noisy = threads.submit(() -> allowed(10 * LIMIT, one, two, ACME));
            Future<Long> quiet = threads.submit(() -> allowed(LIMIT / 2, one, two, OTHER));
            assertThat(quiet.get()).isEqualTo(LIMIT / 2);
            assertThat(noisy.get()).isBetween(LIMIT * 95L / 100, (long) LIMIT);
        }
    }

    @Test
    void oneKeyLeavesSomethingToTheOthersOfItsTenant() throws Exception {
        Limits limits = replica(database, new TestLimits(LIMIT, 50));
        assertThat(count(limits, LIMIT, "kz_wild")).isEqualTo(LIMIT / 2);
        assertThat(count(limits, LIMIT, "kz_calm")).isEqualTo(LIMIT / 2);
        Decision beyond = limits.take(ACME, "kz_third", LimitClass.READS).get();
        assertThat(beyond.allowed()).isFalse();
        assertThat(beyond.limit()).isEqualTo(LIMIT);
        assertThat(limits.take(ACME, "kz_third", LimitClass.WRITES).get().allowed())
                .isTrue();
    }

    @Test
    void goesOnWithAPartOfTheLimitWhileTheDatabaseIsAway() throws Exception {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setPortNumbers(new int[] {1});
        Limits limits = replica(nowhere, new TestLimits(LIMIT, 100));
        assertThat(count(limits, LIMIT, "kz_a")).isEqualTo(LIMIT / 2);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(count(limits, LIMIT, "kz_a")).isEqualTo(LIMIT / 2);
    }

    @Test
    void saysWhatIsLeftAndWhenThereIsMore() throws Exception {
        Limits limits = replica(database, new TestLimits(10, 100));
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            left.add(limits.take(ACME, "kz_a", LimitClass.READS).get().remaining());
        }
        assertThat(left).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
        Decision beyond = limits.take(ACME, "kz_a", LimitClass.READS).get();
        assertThat(beyond.problem().retryAfter()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void countsWrongCredentialsByTheAddressTheyComeFrom() {
        FailedAttempts attempts = new FailedAttempts(new TestLimits(3, 100));
        var here = io.vertx.core.net.SocketAddress.inetSocketAddress(4711, "192.0.2.1");
        var there = io.vertx.core.net.SocketAddress.inetSocketAddress(4711, "192.0.2.2");
        for (int i = 0; i < 3; i++) {
            assertThat(attempts.note(here).allowed()).isTrue();
        }
        assertThat(attempts.note(here).allowed()).isFalse();
        assertThat(attempts.note(there).allowed()).isTrue();
    }

    private Limits replica(DataSource source, LimitConfig config) {
        TenantLimits tenantLimits =
                new TenantLimits(config, new TenantLimitStore(Jdbi.create(source)), null, null, null);
        return new Limits(config, tenantLimits, new BucketStore(source, time), time);
    }

    /** Asks both replicas in turn, from eight threads. */
    private static long allowed(int requests, Limits one, Limits two, TenantId tenant) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                Limits asked = i % 2 == 0 ? one : two;
                answers.add(threads.submit(
                        () -> asked.take(tenant, "kz_a", LimitClass.READS).get().allowed()));
            }
            long allowed = 0;
            for (Future<Boolean> answer : answers) {
                allowed += answer.get() ? 1 : 0;
            }
            return allowed;
        }
    }

    private static long count(Limits limits, int requests, String key) throws Exception {
        long allowed = 0;
        for (int i = 0; i < requests; i++) {
            allowed += limits.take(ACME, key, LimitClass.READS).get().allowed() ? 1 : 0;
        }
        return allowed;
    }
}
