package dev.keizoku.e2e.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers are counted as they are written, from the smallest to the largest. */
class ExactNumbersStoryTest {

    private static final List<String> VALUES = List.of(
            "99999999999999.999999", "99999999999999.999999", "0.000001", "0.1", "0.2", "-0", "-1.5", "1e3", "2.50");

    private final Suite suite = Suite.running();

    @Test
    void aSumIsThatOfItsNumbersToTheLastDigit() {
        Api admin = suite.tenant("numbers", "UTC", "USD").admin();
        admin.put("/v1/meters/amounts", Map.of("event_names", List.of("amount"), "aggregation", "sum"))
                .ok();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < VALUES.size(); i++) {
            events.add("{\"id\":\"n-%d\",\"type\":\"amount\",\"account_id\":\"acme\",\"value\":%s}"
                    .formatted(i, VALUES.get(i)));
        }
        assertThat(admin.post("/v1/events", "[" + String.join(",", events) + "]")
                        .ok()
                        .path("accepted")
                        .asInt())
                .isEqualTo(VALUES.size());
        BigDecimal sum = VALUES.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(admin.get("/v1/meters/amounts/query?window=none")
                        .ok()
                        .at("/data/0/value")
                        .decimalValue())
                .isEqualByComparingTo(sum);
    }
}
