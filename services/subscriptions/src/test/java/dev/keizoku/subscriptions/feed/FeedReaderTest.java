package dev.keizoku.subscriptions.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A reader that knows nothing but the feed, and whether it ends with what the service answers. */
@QuarkusTest
@WithKeizoku
class FeedReaderTest {

    private static final List<String> FIELDS = List.of(
            "change_id", "kind", "account_id", "from_account_id", "effective_at", "position", "before", "after");
    private static final List<String> CHANGES = List.of(
            "\"kind\": \"pause\"",
            "\"kind\": \"resume\"",
            "\"kind\": \"payment_failed\"",
            "\"kind\": \"payment_recovered\"",
            "\"kind\": \"change_terms\", \"quantity\": 7",
            "\"kind\": \"change_terms\", \"interval\": \"year\"",
            "\"kind\": \"apply_discount\", \"percent_off\": 0.1, \"duration\": \"repeating\", \"months\": 1",
            "\"kind\": \"apply_discount\", \"discount_id\": \"d\", \"percent_off\": 0.2, \"duration\": \"forever\"",
            "\"kind\": \"remove_discount\", \"discount_id\": \"d\"",
            "\"kind\": \"transfer\", \"to_account_id\": \"beta\"",
            "\"kind\": \"transfer\", \"to_account_id\": \"acme\"",
            "\"kind\": \"schedule_cancellation\", \"cancel_at\": \"2026-05-15T00:00:00Z\"",
            "\"kind\": \"retract_cancellation\"",
            "\"kind\": \"cancel\"");

    @Test
    void whoFollowsTheFeedKnowsTheTimeline() {
        for (long seed = 1; seed <= 4; seed++) {
            Shop shop = Shop.open().withAccounts("acme", "beta", "gamma");
            shop.start("s", "acme", "2026-01-01").then().statusCode(201);
            Random random = new Random(seed);
            for (int i = 0; i < 60; i++) {
                act(shop, random, i);
            }
            assertThat(read(shop)).as("seed " + seed).isEqualTo(answered(shop));
        }
    }

    /** Asks for something, which the service may refuse. */
    private static void act(Shop shop, Random random, int i) {
        if (i == 40) {
            shop.writer()
                    .body("{\"into\": \"gamma\", \"change_id\": \"m\"}")
                    .post("/v1/accounts/acme/merge")
                    .then()
                    .statusCode(201);
        }
        Response answer = random.nextInt(4) == 0
                ? Api.unchecked(shop.tenant(), "subscriptions:write")
                        .delete("/v1/subscriptions/s/changes/c" + random.nextInt(i + 1))
                : Api.unchecked(shop.tenant(), "subscriptions:write")
                        .contentType("application/json")
                        .body("""
                                {"change_id": "c%d", "effective_at": "2026-0%d-0%dT00:00:00Z", %s}
                                """.formatted(
                                        i,
                                        1 + random.nextInt(6),
                                        1 + random.nextInt(3),
                                        CHANGES.get(random.nextInt(CHANGES.size()))))
                        .post("/v1/subscriptions/s/changes");
        assertThat(answer.statusCode()).as(answer.asString()).isIn(201, 204, 400, 404, 409, 422);
    }

    private static List<Map<String, Object>> read(Shop shop) {
        Map<Object, Map<String, Object>> known = new HashMap<>();
        for (Map<String, Object> row : shop.feed(0)) {
            if (!row.get("type").equals("subscription_change")) {
                continue;
            }
            if (Boolean.TRUE.equals(row.get("deleted"))) {
                known.remove(row.get("change_id"));
            } else {
                known.put(row.get("change_id"), row);
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>(known.values());
        rows.sort(Comparator.comparing((Map<String, Object> row) -> (String) row.get("effective_at"))
                .thenComparing(row -> (Integer) row.get("position")));
        return rows.stream().map(FeedReaderTest::fields).toList();
    }

    private static List<Map<String, Object>> answered(Shop shop) {
        List<Map<String, Object>> rows =
                shop.get("/v1/subscriptions/s/changes?limit=200").jsonPath().getList("data");
        return rows.stream().map(FeedReaderTest::fields).toList();
    }

    private static Map<String, Object> fields(Map<String, Object> row) {
        Map<String, Object> fields = new TreeMap<>();
        FIELDS.forEach(field -> fields.put(field, row.get(field)));
        return fields;
    }
}
