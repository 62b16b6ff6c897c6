package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What stands in a page opens what the contract opens to pages, from the pages it was made for, and nothing else. */
class PageCredentialsStoryTest {

    private static final String HERE = "https://app.acme.example";
    private static final String ELSEWHERE = "https://app.elsewhere.example";
    private static final String ACCOUNT = "acme";
    private static final Duration KNOWN = Duration.ofMinutes(2);

    private final Suite suite = Suite.running();
    private final PublicContract contract =
            new PublicContract(suite.anonymous().get("/q/openapi").ok());
    private final Attempts attempts = new Attempts(contract, new Random(0));
    private final Tenant tenant = suite.tenant("pages", "UTC", "USD");
    private final Api publishable = suite.as(tenant.admin()
            .post(
                    "/v1/api-keys",
                    Map.of(
                            "kind",
                            "publishable",
                            "name",
                            "web app",
                            "scopes",
                            List.of("usage:write"),
                            "origins",
                            List.of(HERE)))
            .ok()
            .path("key")
            .asText());
    private final SoftAssertions softly = new SoftAssertions();
    private int cells;

    @Test
    void aPublishableKeySendsEventsFromItsPagesAndDoesNothingElse() {
        for (Operation operation : contract.guarded()) {
            Attempt attempt = attempts.example(operation);
            answers(attempt, "a publishable key without a page", publishable, 403);
            answers(from(attempt, ELSEWHERE), "a publishable key elsewhere", publishable, 403);
            if (operation.opening().publishable()) {
                letsIn(from(attempt, HERE), "a publishable key", publishable);
            } else {
                answers(from(attempt, HERE), "a publishable key", publishable, 403);
            }
        }
        told("publishable key");
    }

    @Test
    void aBrowserTokenOpensWhatIsOfItsOwnAccountAndUser() {
        tenant.admin().put("/v1/accounts/" + ACCOUNT, Map.of("name", "Acme")).ok();
        Wait.until(
                KNOWN,
                "its page knows where it is",
                () -> from(attempts.example(operation("GET /v1/accounts/{account_id}/entitlements")), HERE)
                                .answeredTo(browser())
                                .status()
                        != 403);
        Api page = browser();
        for (Operation operation : contract.guarded()) {
            Attempt attempt = from(attempts.example(operation), HERE);
            answers(from(attempts.example(operation), ELSEWHERE), "a browser token elsewhere", page, 403);
            if (!operation.opening().browser()) {
                answers(attempt, "a browser token", page, 403);
            } else if (operation.reads()) {
                letsIn(attempt, "a browser token", page);
                answers(
                        from(attempts.exampleOf(operation, Map.of("account_id", "other")), HERE),
                        "a browser token of another account",
                        page,
                        404);
            } else {
                // Of what it writes the page may say little, and the example says more.
                answers(attempt, "a browser token", page, 403, 404);
            }
        }
        told("browser token");
        assertThat(page.post(
                                "/v1/events",
                                Map.of(
                                        "type",
                                        "limit.gated",
                                        "account_id",
                                        ACCOUNT,
                                        "user_id",
                                        "u-7",
                                        "feature",
                                        "api",
                                        "id",
                                        "gated-1"))
                        .status())
                .isEqualTo(200);
    }

    private Api browser() {
        return suite.as(tenant.admin()
                .post("/v1/browser-tokens", Map.of("account_id", ACCOUNT, "user_id", "u-7"))
                .ok()
                .path("token")
                .asText());
    }

    private Operation operation(String told) {
        return contract.operations().stream()
                .filter(operation -> operation.toString().equals(told))
                .findFirst()
                .orElseThrow();
    }

    private static Attempt from(Attempt attempt, String page) {
        Map<String, String> headers = new HashMap<>(attempt.headers());
        headers.put("Origin", page);
        return new Attempt(attempt.operation(), attempt.told(), attempt.target(), headers, attempt.body());
    }

    private void answers(Attempt attempt, String who, Api api, Integer... refusals) {
        softly.assertThat(attempt.answeredTo(api).status())
                .as("%s by %s", attempt.operation(), who)
                .isIn((Object[]) refusals);
        cells++;
    }

    private void letsIn(Attempt attempt, String who, Api api) {
        softly.assertThat(attempt.answeredTo(api).status())
                .as("%s by %s", attempt.operation(), who)
                .isNotIn(401, 403);
        cells++;
    }

    private void told(String what) {
        System.out.printf("security matrix: %s: %,d cells%n", what, cells);
        softly.assertAll();
    }
}
