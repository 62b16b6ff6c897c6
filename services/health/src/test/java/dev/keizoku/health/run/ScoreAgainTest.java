package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
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

/** Promise P16 for scores and stages: worked out again from nothing they are the same to the last digit. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class ScoreAgainTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void clock() {
        MutableClock.set("2026-07-10T00:00:00Z");
    }

    @Test
    void scoresAndStagesAreTheSameWhenTheyAreWorkedOutAgain() {
        String tenant = TestTenants.fresh();
        nights(tenant);
        List<String> before = scores(tenant);
        jdbi.useHandle(handle -> {
            for (String table : List.of("risk_snapshot", "risk_signal", "score_snapshot", "account_health")) {
                handle.createUpdate("delete from " + table + " where tenant = :tenant")
                        .bind("tenant", tenant)
                        .execute();
            }
        });

        nights(tenant);

        assertThat(scores(tenant)).isEqualTo(before);
        assertThat(before.getFirst()).contains("adoption");
        assertThat(before.getLast()).contains("expansion 2026-06-29");
    }

    /** Thirty green days with a first value: the twenty-ninth is the first in expansion. */
    private static void nights(String tenant) {
        for (int i = 0; i < 30; i++) {
            String day = FIRST.plusDays(i).toString();
            Upstreams.of(tenant).account("a").measure("a", """
                    {"last_login_on": "%s", "first_seen_on": "2025-01-01", "active_days_28": 20,
                     "features_used_28": ["a", "b", "c", "d"],
                     "onboarding": {"steps": [], "value_reached_on": "2025-01-20", "days_to_value": 19}}
                    """.formatted(day));
            Runs.score(tenant, day);
        }
    }

    private List<String> scores(String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select concat_ws(' ', day, stage, stage_since, stage_beneath, green_since, card, effective, band, measures)
                from score_snapshot where tenant = :tenant order by day
                """)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }
}
