package dev.keizoku.subscriptions.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.subscriptions.SharedData;
import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class PaymentImportTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(TestTenants.fresh("UTC", "USD"));
    }

    private JsonPath load(String mapping, String file) {
        return shop.load("payment", true, mapping, "text/csv", file);
    }

    private static String counts(JsonPath job) {
        assertThat(job.getString("status")).as(job.prettify()).isEqualTo("done");
        return job.getInt("rows_accepted") + " " + job.getInt("rows_unchanged") + " " + job.getInt("rows_rejected");
    }

    private List<String> changes(String subscription) {
        return shop
                .reader()
                .get("/v1/subscriptions/{id}/changes", subscription)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<Map<String, Object>>getList("data")
                .stream()
                .map(row -> row.get("kind") + " "
                        + row.get("effective_at").toString().substring(0, 10))
                .toList();
    }

    @Test
    void paymentsBecomeSubscriptions() {
        String file = """
                date,account_id,amount,plan_id
                2025-03-01,acme,12,pro
                2025-01-01,acme,10,pro
                2025-02-03,acme,10,pro
                2025-01-01,acme,10,pro
                2025-06-01,acme,12,pro
                2025-06-20,beta,5,
                2025-06-20,beta,-5,
                """;
        assertThat(counts(load("{}", file))).isEqualTo("5 1 1");
        assertThat(changes("payment:acme:USD:2025-01-01"))
                .containsExactly("start 2025-01-01", "change_terms 2025-03-01", "end 2025-04-01");
        assertThat(changes("payment:acme:USD:2025-06-01")).containsExactly("start 2025-06-01");
        assertThat(changes("payment:beta:USD:2025-06-20")).containsExactly("start 2025-06-20");
        long head = shop.head();
        assertThat(counts(load("{}", file))).isEqualTo("0 6 1");
        assertThat(shop.head()).isEqualTo(head);
    }

    @Test
    void laterFilesGoOnWhereEarlierOnesStopped() {
        load("{}", "date,account_id,amount\n2025-01-01,acme,10\n2025-01-02,beta,10\n");
        load("{}", "date,account_id,amount\n2025-02-01,beta,10\n2025-03-01,beta,10\n");
        assertThat(changes("payment:acme:USD:2025-01-01")).containsExactly("start 2025-01-01", "end 2025-02-01");
        assertThat(changes("payment:beta:USD:2025-01-02")).containsExactly("start 2025-01-02");
        load("{}", "date,account_id,amount\n2024-12-03,acme,10\n");
        shop.get("/v1/subscriptions/payment:acme:USD:2025-01-01").then().statusCode(404);
        assertThat(changes("payment:acme:USD:2024-12-03")).containsExactly("start 2024-12-03", "end 2025-02-01");
    }

    @Test
    void theRuleComesWithTheMapping() {
        String mapping = """
                {"fields": {"date": {"column": "day"}, "account_id": {"column": "who"}, "amount": {"column": "paid"},
                            "interval": {"constant": "year"}, "grace_days": {"constant": 30}}}
                """;
        load(mapping, "day,who,paid\n2023-01-10,acme,100\n2024-02-05,acme,100\n");
        assertThat(changes("payment:acme:USD:2023-01-10")).containsExactly("start 2023-01-10");
    }

    @Test
    void aWholeLogIsLoadedInSeconds() throws IOException {
        String mapping = """
                {"fields": {"date": {"column": "date", "date_format": "yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'"},
                            "account_id": {"column": "client_id"}, "amount": {"column": "value_usd"},
                            "plan_id": {"column": "client_type"}}}
                """;
        long began = System.nanoTime();
        JsonPath job = load(mapping, SharedData.text("theventurecity/saas_payments_dev.csv"));
        assertThat(counts(job)).isEqualTo("13431 15 0");
        assertThat((System.nanoTime() - began) / 1_000_000_000).isLessThan(90);
        assertThat(changes("payment:+2Kd1klVR6U2BY5oTM7ix+mk37opkCYmgobDuwzIhvQ=:USD:2023-01-08"))
                .containsExactly("start 2023-01-08", "end 2023-08-09");
        assertThat(shop.facts("day=2024-03-31")).hasSize(3784);
    }
}
