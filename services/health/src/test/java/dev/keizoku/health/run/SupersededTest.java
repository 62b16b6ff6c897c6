package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of a day that is scored again (ADR 16). */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class SupersededTest {

    private static final List<String> PASTS = List.of("score_snapshot_past", "risk_snapshot_past");

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-11T08:00:00Z");
    }

    @Test
    void keepsNothingWhereNothingChanged() {
        String tenant = scored();
        String before = snapshots(tenant);
        MutableClock.set("2026-06-12T08:00:00Z");

        Runs.score(tenant, "2026-06-10");

        for (String past : PASTS) {
            assertThat(kept(tenant, past)).isEmpty();
        }
        assertThat(snapshots(tenant)).isEqualTo(before);
    }

    @Test
    void keepsOfEachAccountThatChangedFromWhenUntilWhenItWasKnown() {
        String tenant = scored();
        Upstreams.of(tenant).measure("a", Usages.on("2026-05-01").line());
        MutableClock.set("2026-06-12T08:00:00Z");
        Runs.score(tenant, "2026-06-10");
        Upstreams.of(tenant).measure("a", Usages.on("2026-05-20").line());
        MutableClock.set("2026-06-13T08:00:00Z");

        Runs.score(tenant, "2026-06-10");

        for (String past : PASTS) {
            assertThat(kept(tenant, past))
                    .containsExactly(
                            "a 2026-06-10 from 06-11 08:00 until 06-12 08:00",
                            "a 2026-06-10 from 06-12 08:00 until 06-13 08:00");
        }
    }

    @Test
    void keepsWhatEachLookAtADayUnderWaySaid() {
        String tenant = scored();
        rescan(tenant);
        MutableClock.set("2026-06-11T09:00:00Z");
        noticed(tenant);
        rescan(tenant);
        MutableClock.set("2026-06-11T10:00:00Z");
        rescan(tenant);

        for (String past : PASTS) {
            assertThat(kept(tenant, past)).containsExactly("a 2026-06-11 from 06-11 08:00 until 06-11 09:00");
        }
    }

    /** Nobody could ask for what was said for no time at all. */
    @Test
    void keepsNothingThatNobodyCouldHaveSeen() {
        String tenant = scored();
        Upstreams.of(tenant).measure("a", Usages.on("2026-05-01").line());

        Runs.score(tenant, "2026-06-10");

        for (String past : PASTS) {
            assertThat(kept(tenant, past)).isEmpty();
        }
    }

    /** The clocks of two processes differ a little. */
    @Test
    void theTimeSinceWhenADayIsKnownNeverRunsBackwards() {
        String tenant = scored();
        Upstreams.of(tenant).measure("a", Usages.on("2026-05-01").line());
        MutableClock.set("2026-06-11T07:59:59Z");

        Runs.score(tenant, "2026-06-10");

        assertThat(snapshots(tenant)).contains("06-11 08:00").doesNotContain("06-11 07:59");
    }

    /** Two accounts in good order, scored for 10 June. */
    private static String scored() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant)
                .account("a")
                .account("b")
                .measure("a", Usages.on("2026-06-10").line())
                .measure("b", Usages.on("2026-06-10").line());
        Runs.score(tenant, "2026-06-10");
        return tenant;
    }

    private static void noticed(String tenant) {
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b", "c", "d"],
                "external_ids": {"crm": "x-a"}, "name": "Account a", "plan_ids": ["pro"],
                "cancel_at": "2026-07-01T00:00:00Z"
                """);
    }

    private static void rescan(String tenant) {
        Api.as(tenant, "health:write").post("/v1/accounts/a/rescan").then().statusCode(200);
    }

    private List<String> kept(String tenant, String past) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select format('%%s %%s from %%s until %%s', account_id, day,
                    to_char(scored_at at time zone 'utc', 'MM-DD HH24:MI'),
                    to_char(known_until at time zone 'utc', 'MM-DD HH24:MI'))
                from %s where tenant = :tenant order by account_id, known_until
                """.formatted(past))
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }

    private String snapshots(String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select string_agg(concat_ws(' ', s.account_id, s.day, s.run_id, s.effective, s.measures,
                    r.value, r.memory, to_char(s.scored_at at time zone 'utc', 'MM-DD HH24:MI'),
                    to_char(r.scored_at at time zone 'utc', 'MM-DD HH24:MI')), '; ' order by s.account_id)
                from score_snapshot s join risk_snapshot r using (tenant, day, account_id) where s.tenant = :tenant
                """)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .one());
    }
}
