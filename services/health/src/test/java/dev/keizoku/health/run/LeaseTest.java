package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class LeaseTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Inject
    Jdbi jdbi;

    @Inject
    LeaseStore leases;

    @Inject
    ShardWorker worker;

    @Inject
    RunWorkers workers;

    @Inject
    ScoreRuns runs;

    @BeforeEach
    void nobodyElseHasWork() {
        MutableClock.reset();
        jdbi.useHandle(handle -> {
            handle.execute("update score_run set status = 'failed' where status in ('queued', 'running')");
        });
    }

    @Test
    void aWorkerThatWasThoughtDeadWritesNothingWhenItWakes() {
        TenantId tenant = tenantWithRun(10);
        Lease dead = leases.claim("dead").orElseThrow();
        assertThat(worker.work(dead, () -> true)).isFalse();
        assertThat(done(tenant)).isEqualTo(3);
        expireLeases();

        Lease next = leases.claim("next").orElseThrow();
        assertThat(next.fence()).isEqualTo(dead.fence() + 1);
        assertThat(next.position()).isEqualTo("a02");
        assertThatExceptionOfType(Lease.Lost.class).isThrownBy(() -> worker.work(dead, () -> false));
        assertThat(done(tenant)).isEqualTo(3);

        assertThat(worker.work(next, () -> false)).isTrue();
        assertThat(done(tenant)).isEqualTo(10);
        assertThat(count("select count(*) from score_snapshot where tenant = :tenant", tenant))
                .isEqualTo(10);
        assertThat(count("select seq from feed_head where tenant = :tenant", tenant))
                .isEqualTo(10);
    }

    @Test
    void aLeaseIsKeptWhileItsWorkerIsBusy() {
        tenantWithRun(4);
        Lease lease = leases.claim("busy").orElseThrow();
        expireLeases();
        try (Renewal renewal = Renewal.start(leases, lease, Duration.ofMillis(20))) {
            Eventually.within(Duration.ofMinutes(2), "the lease is renewed", this::leaseIsInForce);
        }
        assertThat(leases.claim("other")).isEmpty();
    }

    @Test
    void aLeaseInForceIsNotTaken() {
        tenantWithRun(4);

        assertThat(leases.claim("one")).isPresent();
        assertThat(leases.claim("two")).isEmpty();
    }

    @Test
    void manyWhoAskAtOnceGetOneLease() throws InterruptedException, ExecutionException {
        tenantWithRun(4);
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> claims = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String owner = "replica-" + i;
                claims.add(replicas.submit(
                        (Callable<Boolean>) () -> leases.claim(owner).isPresent()));
            }
            int held = 0;
            for (Future<Boolean> claim : claims) {
                held += claim.get() ? 1 : 0;
            }
            assertThat(held).isEqualTo(1);
        }
    }

    @Test
    void takesOneAtATimeHoweverManyWait() {
        Set<TenantId> waiting = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            waiting.add(tenantWithRun(1));
        }
        Set<TenantId> taken = new HashSet<>();
        leases.claim("one").ifPresent(lease -> taken.add(lease.tenant()));
        assertThat(runningShards()).isEqualTo(1);

        for (Optional<Lease> lease = leases.claim("one"); lease.isPresent(); lease = leases.claim("one")) {
            taken.add(lease.get().tenant());
        }

        assertThat(taken).isEqualTo(waiting);
    }

    @Test
    void runsOfATenantFollowEachOther() {
        TenantId tenant = tenantWithRun(4);
        runs.request(tenant, DAY.minusDays(1), null, null);
        Lease first = leases.claim("one").orElseThrow();
        assertThat(leases.claim("two")).isEmpty();

        worker.work(first, () -> false);

        assertThat(leases.claim("two")).map(Lease::businessDay).contains(DAY.minusDays(1));
    }

    @Test
    void aRunThatIsGivenBackIsTakenAtOnce() {
        TenantId tenant = tenantWithRun(10);
        Lease lease = leases.claim("stopping").orElseThrow();
        worker.work(lease, () -> true);
        leases.postpone(lease, Duration.ZERO);

        Lease next = Eventually.passes(
                Duration.ofMinutes(2), () -> leases.claim("next").orElseThrow(AssertionError::new));
        workers.work(next);

        assertThat(done(tenant)).isEqualTo(10);
    }

    private TenantId tenantWithRun(int accounts) {
        TenantId tenant = new TenantId(ScoreRunTest.tenantWith(accounts));
        Upstreams.of(tenant.value());
        runs.request(tenant, DAY, null, null);
        return tenant;
    }

    private void expireLeases() {
        jdbi.useHandle(handle -> {
            handle.execute("update job_run set lease_until = now() - interval '1 second'");
        });
    }

    private long runningShards() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        select count(*) from job_run w join score_run r on r.tenant = w.tenant and r.day = w.business_day
                        where w.status = 'running' and r.status = 'running'
                        """).mapTo(Long.class).one());
    }

    private boolean leaseIsInForce() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select from job_run where status = 'running' and lease_until > now())")
                .mapTo(Boolean.class)
                .one());
    }

    private long done(TenantId tenant) {
        return count("select sum(accounts_done) from job_run where tenant = :tenant", tenant);
    }

    private long count(String sql, TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .one());
    }
}
