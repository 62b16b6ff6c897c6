package dev.keizoku.subscriptions.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.subscriptions.SharedData;
import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class FxRateResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(TestTenants.fresh("Asia/Tokyo", "JPY"));
    }

    private static String day(String rates) {
        return "{\"base\": \"EUR\", \"rates\": {" + rates + "}}";
    }

    private Response wrong(String date, String body) {
        return Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body(body)
                .put("/v1/fx-rates/" + date);
    }

    @Test
    void ratesAreAddedReplacedAndToldOnlyWhenTheyChanged() {
        shop.put("/v1/fx-rates/2026-02-02", day("\"USD\": \"1.10\", \"JPY\": \"160\""))
                .then()
                .statusCode(200)
                .body("rates.USD", equalTo("1.1"))
                .body("rates.JPY", equalTo("160"));
        long head = shop.head();
        shop.put("/v1/fx-rates/2026-02-02", day("\"USD\": \"1.1000\"")).then().statusCode(200);
        assertThat(shop.head()).isEqualTo(head);
        shop.put("/v1/fx-rates/2026-02-02", day("\"USD\": \"1.1\", \"JPY\": \"161.5\""))
                .then()
                .body("rates.USD", equalTo("1.1"))
                .body("rates.JPY", equalTo("161.5"));
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("type", "fx_rate")
                        .containsEntry("date", "2026-02-02")
                        .containsEntry("base", "EUR")
                        .containsEntry("currency", "JPY")
                        .containsEntry("rate", "161.5"));
    }

    @Test
    void aListIsPagedAndFiltered() {
        for (int i = 1; i <= 3; i++) {
            shop.put("/v1/fx-rates/2026-02-0" + i, day("\"USD\": \"1.%d\", \"JPY\": \"16%d\"".formatted(i, i)))
                    .then()
                    .statusCode(200);
        }
        JsonPath first = shop.get("/v1/fx-rates?from=2026-02-01&to=2026-02-03&limit=3")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(first.getList("data.currency")).containsExactly("JPY", "USD", "JPY");
        shop.get("/v1/fx-rates?from=2026-02-01&to=2026-02-03&limit=3&cursor=" + first.getString("next_cursor"))
                .then()
                .body("data.currency", contains("USD"))
                .body("data.date", contains("2026-02-02"))
                .body("has_more", equalTo(false));
        shop.get("/v1/fx-rates?currency=JPY").then().body("data.rate", contains("161", "162", "163"));
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/fx-rates?from=x&currency=yen&limit=0"),
                400,
                "invalid_request");
    }

    @Test
    void aLookupCarriesTheLastRateOnAndNeverInventsOne() {
        shop.put("/v1/fx-rates/2026-02-06", day("\"USD\": \"1.2\", \"JPY\": \"180\""))
                .then()
                .statusCode(200);
        shop.get("/v1/fx-rates/2026-02-08?base=EUR&currency=USD")
                .then()
                .statusCode(200)
                .body("rate", equalTo("1.2"))
                .body("rate_date", equalTo("2026-02-06"))
                .body("carried", equalTo(true));
        shop.get("/v1/fx-rates/2026-02-06?base=USD&currency=JPY")
                .then()
                .body("rate", equalTo("150"))
                .body("carried", equalTo(false));
        shop.get("/v1/fx-rates/2026-02-05?base=EUR&currency=USD")
                .then()
                .body("rate", equalTo(null))
                .body("rate_date", equalTo(null));
        shop.get("/v1/fx-rates/2026-02-05?base=USD&currency=USD").then().body("rate", equalTo("1"));
        Response bad =
                Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/fx-rates/2026-02-05?currency=XX1&more=1");
        BadInput.isProblem(bad, 400, "invalid_request");
        bad.then().body("errors.pointer", containsInAnyOrder("?base", "?currency", "?more"));
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = wrong(
                "2026-02-02", day("\"USD\": \"0\", \"JPY\": \"x\", \"XXQ\": \"1\", \"EUR\": \"1\", \"GBP\": null"));
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/rates/USD", "/rates/JPY", "/rates/XXQ", "/rates/EUR", "/rates/GBP"));
        BadInput.isProblem(wrong("2026-02-02", "{\"base\": \"EUR\", \"rates\": {}}"), 400, "invalid_request");
        BadInput.isProblem(wrong("2026-02-30", day("\"USD\": \"1\"")), 400, "invalid_request");
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/fx-rates/2026-02-02")
                        : request.body((String) body).put("/v1/fx-rates/2026-02-02"));
    }

    @Test
    void plainRowsAreTakenOnce() {
        String file = """
                date,base,currency,rate
                2026-01-05,USD,JPY,150.25
                2026-01-05,USD,USD,1
                2026-01-06,USD,JPY,-1
                ,USD,JPY,1
                """;
        JsonPath job = shop.load("fx_rate", true, "{}", "text/csv", file);
        assertThat(job.getInt("rows_accepted")).as(job.prettify()).isEqualTo(1);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("line") + " " + row.get("field"))
                .containsExactly("3 currency", "4 rate", "5 date");
        assertThat(shop.feed(0))
                .filteredOn(row -> row.get("type").equals("fx_rate"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("known_at", "2026-01-04T15:00:00Z"));
        JsonPath again = shop.load("fx_rate", true, "{}", "text/csv", file);
        assertThat(again.getInt("rows_unchanged")).isEqualTo(1);
    }

    @Test
    void aRowOfTheCentralBankNamesItsBadColumns() {
        String file = """
                Date,USD,XXQ,Volume,
                2026-01-05,1.2,N/A,,
                2026-01-06,x,1,5,
                """;
        JsonPath job = shop.load("fx_rate_ecb", false, "{}", "text/csv", file);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("line") + " " + row.get("field"))
                .containsExactly("2 XXQ", "3 USD", "3 XXQ", "3 Volume");
    }

    @Test
    void theFileOfTheCentralBankIsTakenAsItIs() throws IOException {
        String all = SharedData.gunzip("fx/eurofxref-hist.csv.gz");
        JsonPath job = shop.load("fx_rate_ecb", true, "{}", "text/csv", all);
        assertThat(job.getInt("rows_accepted")).as(job.prettify()).isEqualTo(6983);
        assertThat(job.getInt("rows_rejected")).isZero();

        shop.get("/v1/fx-rates?from=2026-04-13&currency=USD&currency=JPY")
                .then()
                .body("data.rate", contains("186.75", "1.1684"));
        // A Sunday takes Friday's.
        shop.get("/v1/fx-rates/2026-04-12?base=EUR&currency=USD")
                .then()
                .body("rate", equalTo("1.1711"))
                .body("rate_date", equalTo("2026-04-10"))
                .body("carried", equalTo(true));
        // The Estonian kroon was last quoted before the euro came in 2011.
        shop.get("/v1/fx-rates/2026-04-13?base=EUR&currency=EEK")
                .then()
                .body("rate", equalTo("15.6466"))
                .body("rate_date", equalTo("2010-12-31"))
                .body("carried", equalTo(true));
        // The yuan was first quoted in April 2005.
        shop.get("/v1/fx-rates/2005-03-31?base=EUR&currency=CNY").then().body("rate", equalTo(null));
        shop.get("/v1/fx-rates/1998-12-31?base=USD&currency=JPY").then().body("rate", equalTo(null));
    }
}
