package dev.keizoku.e2e.story.cases;

import static dev.keizoku.e2e.story.cases.Price.monthly;
import static dev.keizoku.e2e.story.cases.Price.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Apart from the others, because it moves the clock they all go by. */
class TomorrowCaseTest {

    @Test
    @EdgeCase(46)
    void thePastIsTheSameWhenItIsAskedForTomorrow() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01").ends("2025-03-10");
        company.subscribes("beta", yearly("1000"), "2025-02-01");
        List<JsonNode> today = past(company.ledger());

        company.suite().moveClock(company.suite().now().plus(Duration.ofDays(1)));

        assertThat(past(company.ledger())).isEqualTo(today);
    }

    private static List<JsonNode> past(Ledger ledger) {
        return List.of("mrr", "movements", "nrr", "logo_churn_rate", "arpa").stream()
                .map(metric -> ledger.get("/v1/metrics/" + metric + "?from=2025-01-01&to=2025-07-01")
                        .path("series"))
                .toList();
    }
}
