package dev.keizoku.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.WholeWrites;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whichever of a write's statements fails, it is done as a whole with its entry in the trail, or not at all. */
@QuarkusTest
@WithKeizoku
class CutStatementsTest {

    private Shop shop = new Shop("");

    @BeforeEach
    void anAccount() {
        shop = Shop.open().withAccounts("a");
    }

    private Response put(String path, String mark, String body) {
        return shop.writer().header("X-Request-Id", mark).body(body).put(path, mark);
    }

    private Response account(String mark) {
        return put("/v1/accounts/{id}", mark, "{\"name\": \"Acme\", \"external_ids\": {\"crm\": \"" + mark + "\"}}");
    }

    private Response subscription(String mark) {
        return put("/v1/subscriptions/{id}", mark, """
                {"account_id": "a", "plan_id": "pro", "quantity": 10, "currency": "USD", "interval": "month",
                 "effective_at": "2026-01-01T00:00:00Z"}
                """);
    }

    @Test
    void anAccountIsWhole() {
        assertThat(WholeWrites.check(shop.tenant(), this::account)).contains("audit_trail");
    }

    @Test
    void aSubscriptionIsWhole() {
        assertThat(WholeWrites.check(shop.tenant(), this::subscription)).contains("audit_trail");
    }
}
