package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise P16 for risks: worked out again from nothing they are the same to the last digit, memory and all. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class RiskAgainTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-20T00:00:00Z");
    }

    @Test
    void risksAreTheSameWhenTheyAreWorkedOutAgain() {
        String tenant = TestTenants.fresh();
        nights(tenant);
        List<String> before = risks(tenant);
        jdbi.useHandle(handle -> {
            for (String table : List.of("risk_snapshot", "risk_signal", "score_snapshot", "account_health")) {
                handle.createUpdate("delete from " + table + " where tenant = :tenant")
                        .bind("tenant", tenant)
                        .execute();
            }
        });

        nights(tenant);

        assertThat(risks(tenant)).isEqualTo(before);
        assertThat(before).hasSize(8).anyMatch(row -> row.contains("SLOW_DECLINE"));
    }

    /** Eight days on each of which a little less is done: z is -2, so that 1.5 are added a day. */
    private static void nights(String tenant) {
        for (int i = 0; i < 8; i++) {
            LocalDate day = FIRST.plusDays(i);
            Upstreams.of(tenant)
                    .account("a")
                    .measure(
                            "a",
                            Usages.on(day.toString()).events(80).users(10 - i).line());
            Runs.score(tenant, day.toString());
        }
    }

    private List<String> risks(String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select concat_ws(' ', day, value, level, parts, findings, memory) from risk_snapshot
                where tenant = :tenant order by day
                """)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }
}
