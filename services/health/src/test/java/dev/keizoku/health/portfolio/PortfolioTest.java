package dev.keizoku.health.portfolio;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class PortfolioTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-15T01:00:00Z");
    }

    private static String tenant() {
        String tenant = TestTenants.fresh();
        Upstreams.Tenant known = Upstreams.of(tenant);
        known.fact("large", paying("sato", "gold", """
                        , "name": "Large", "country": "JP", "attributes": {"industry": "retail", "seats": 12},
                        "renewal": {"renews_on": "2026-12-01", "auto_renew": true}""")).balance("large", "2000", "2000");
        known.fact("soon", paying("suzuki", "gold", """
                        , "name": "Soon", "attributes": {"industry": "retail"},
                        "renewal": {"renews_on": "2026-05-31", "notice_deadline": "2026-05-15", "auto_renew": true}""")).balance("soon", "1000", "1000");
        known.fact(
                        "calm",
                        paying("sato", "silver", ", \"name\": \"Calm\", \"attributes\": {\"industry\": \"finance\"}"))
                .balance("calm", "4000", "4000");
        known.usage("large", "2026-03-01", 1, "a");
        known.usage("soon", "2026-04-13", 20, "a", "b");
        known.usage("calm", "2026-04-14", 28, "a", "b", "c", "d");
        Runs.score(tenant, "2026-04-14");
        return tenant;
    }

    private static String paying(String owner, String plan, String more) {
        return "\"state\": \"active\", \"customer_since\": \"2025-01-01\", \"core_features\": [\"a\", \"b\", \"c\", \"d\"],"
                + "\"plan_ids\": [\"" + plan + "\"], \"owner\": \"" + owner + "\"" + more;
    }

    private static JsonPath table(String tenant, String query) {
        // The check of the contract takes no names it has not seen, and attributes have names of their own.
        return (query.contains("attribute.") ? Api.unchecked(tenant, "health:read") : Api.as(tenant, "health:read"))
                .get("/v1/portfolio" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> accounts(String tenant, String query) {
        return table(tenant, query).getList("data.account_id", String.class);
    }

    @Test
    void showsScoreMoneyRenewalAndOwnerSideBySide() {
        JsonPath table = table(tenant(), "");
        assertThat(table.getList("data.account_id")).containsExactly("calm", "large", "soon");
        assertThat(table.getString("data[1].name")).isEqualTo("Large");
        assertThat(table.getString("data[1].owner")).isEqualTo("sato");
        assertThat(table.getString("data[1].mrr.amount")).isEqualTo("2000");
        assertThat(table.getString("data[1].renews_on")).isEqualTo("2026-12-01");
        assertThat(table.getString("data[1].attributes.industry")).isEqualTo("retail");
        assertThat(table.getList("data[1].plans")).isEqualTo(List.of("gold"));
        assertThat(table.getFloat("data[0].score")).isGreaterThan(table.getFloat("data[1].score"));
        assertThat(table.getString("data[2].notice_deadline")).isEqualTo("2026-05-15");
        assertThat(table.getString("data[0].renews_on")).isNull();
    }

    @Test
    void isOrderedByAnyColumnWithWhatIsMissingLast() {
        String tenant = tenant();
        assertThat(accounts(tenant, "?sort=mrr")).containsExactly("soon", "large", "calm");
        assertThat(accounts(tenant, "?sort=renews_on")).containsExactly("soon", "large", "calm");
        assertThat(accounts(tenant, "?sort=-renews_on")).containsExactly("large", "soon", "calm");
        assertThat(accounts(tenant, "?sort=name")).containsExactly("calm", "large", "soon");
        assertThat(accounts(tenant, "?sort=-score")).startsWith("calm");
        assertThat(accounts(tenant, "?sort=-churn_risk")).startsWith("large");
    }

    @Test
    void isReadPageByPageInEveryOrder() {
        String tenant = tenant();
        for (String sort : PortfolioSort.Direction.KEYS) {
            List<String> walked = new ArrayList<>();
            String cursor = "";
            while (cursor != null) {
                JsonPath page = table(tenant, "?limit=1&sort=" + sort + cursor);
                walked.addAll(page.getList("data.account_id", String.class));
                assertThat(page.getInt("totals.accounts")).isEqualTo(3);
                cursor = page.getBoolean("has_more") ? "&cursor=" + page.getString("next_cursor") : null;
            }
            assertThat(walked).as(sort).isEqualTo(accounts(tenant, "?sort=" + sort));
        }
    }

    @Test
    void filtersAndSaysWhatAllOfItComesTo() {
        String tenant = tenant();
        JsonPath gold = table(tenant, "?plan=gold&attribute.industry=retail&limit=1");
        assertThat(gold.getList("data.account_id")).containsExactly("large");
        assertThat(gold.getInt("totals.accounts")).isEqualTo(2);
        assertThat(gold.getList("totals.mrr.amount")).isEqualTo(List.of("3000"));
        assertThat(gold.getList("totals.bands.band")).isEqualTo(List.of("green", "yellow", "red", "unknown"));
        assertThat(gold.getList("totals.bands.accounts", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(2);
        assertThat(accounts(tenant, "?owner=sato&mrr_min=2500")).containsExactly("calm");
        assertThat(accounts(tenant, "?attribute.seats=12")).containsExactly("large");
        assertThat(accounts(tenant, "?country=JP&plan=silver")).isEmpty();
        assertThat(table(tenant, "?plan=none").getInt("totals.accounts")).isZero();
        assertThat(accounts(TestTenants.fresh(), "")).isEmpty();
    }

    @Test
    void narrowsTheScoresByTheSameFilters() {
        String tenant = tenant();
        assertThat(Api.as(tenant, "health:read")
                        .get("/v1/health-scores?plan=gold&mrr_max=1500")
                        .jsonPath()
                        .getList("data.account_id"))
                .isEqualTo(List.of("soon"));
        String rows = Api.as(tenant, "internal")
                .get("/v1/export-rows/health-scores?owner=sato")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(rows)
                .contains("\"account_id\":\"large\"", "\"account_id\":\"calm\"")
                .endsWith("{\"end\":true,\"count\":2}\n");
    }

    @Test
    void streamsEverythingForExports() {
        String tenant = tenant();
        for (String list : List.of("risk-signals", "plays", "expansion-opportunities")) {
            String rows = Api.as(tenant, "internal")
                    .get("/v1/export-rows/" + list)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(rows).matches("(?s).*\\{\"end\":true,\"count\":\\d+}\n");
            isProblem(Api.as(tenant, "health:read").get("/v1/export-rows/" + list), 403, "forbidden");
        }
        String signals = Api.as(tenant, "internal")
                .get("/v1/export-rows/risk-signals?state=open")
                .asString();
        assertThat(signals.lines().count() - 1)
                .isEqualTo(Api.as(tenant, "health:read")
                        .get("/v1/risk-signals?state=open&limit=200")
                        .jsonPath()
                        .getList("data")
                        .size());
    }

    @Test
    void namesEveryBadParameter() {
        String tenant = TestTenants.fresh();
        isProblem(Api.unchecked(tenant, "health:read").get("/v1/portfolio?sort=colour"), 400, "invalid_request");
        isProblem(
                Api.unchecked(tenant, "health:read").get("/v1/portfolio?mrr_min=much&band=pink&colour=red"),
                400,
                "invalid_request");
    }
}
