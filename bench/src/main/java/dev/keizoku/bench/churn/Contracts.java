package dev.keizoku.bench.churn;

import dev.keizoku.health.pull.AccountFact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What the data says of a customer's contract, and nothing of what it does not say. */
final class Contracts {

    /** Nobody's data says who looks after a customer; that it does not is no sign. */
    private static final String SOMEBODY = "somebody";

    private Contracts() {}

    static AccountFact active(
            String account, LocalDate since, String plan, List<String> coreFeatures, BigDecimal quantity) {
        return new AccountFact(
                account,
                null,
                null,
                Map.of(),
                "active",
                since,
                null,
                List.of(plan),
                coreFeatures,
                coreFeatures,
                Map.of(),
                1,
                quantity,
                null,
                null,
                SOMEBODY,
                null,
                null,
                false,
                null,
                List.of(),
                null);
    }
}
