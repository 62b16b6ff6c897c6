package dev.keizoku.metrics;

import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import io.restassured.path.json.JsonPath;
import java.time.Duration;

/** Waits for the ledger to follow the feed. */
public final class Ledgers {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Ledgers() {}

    /** Until everything the feed says now is in the ledger. */
    public static void caughtUp(String tenant) {
        Eventually.within(
                PATIENCE,
                "the ledger of " + tenant + " at the head of its feed",
                () -> status(tenant).getLong("applied") >= FeedStub.head(tenant)
                        && !status(tenant).getBoolean("rebuilding"));
    }

    /** Until it has been checked as it is now, with this result. */
    public static void reconciled(String tenant, String result) {
        Eventually.within(PATIENCE, "a check of " + tenant + " that says " + result, () -> {
            JsonPath status = status(tenant);
            return result.equals(status.getString("reconciliation"))
                    && status.getLong("reconciled_to") == status.getLong("applied");
        });
    }

    public static JsonPath status(String tenant) {
        return Api.as(tenant, "metrics:read")
                .get("/v1/ledger")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
