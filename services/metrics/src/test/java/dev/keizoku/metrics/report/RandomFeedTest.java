package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.metrics.Ledgers;
import dev.keizoku.metrics.pull.FeedRows;
import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for any feed: back-dated, handed over, taken back, of several currencies. Every figure that is compared is
 * read over HTTP, through the database.
 */
@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class RandomFeedTest {

    private static final String YESTERDAY = "2026-03-14T12:00:00Z";
    private static final String TODAY = "2026-03-15T09:00:00Z";
    private static final List<String> FIGURES = List.of(
            "movements?interval=day&from=2025-10-01&to=2026-03-16",
            "movements?group_by=plan",
            "movements?group_by=currency,billing_interval",
            "movements?group_by=country&basis=endpoints",
            "subscriptions_active?interval=quarter",
            "nrr?interval=quarter",
            "grr",
            "logo_churn_rate",
            "upsell_mrr?interval=quarter",
            "churn-reasons?interval=quarter",
            "conversions?interval=quarter",
            "renewals?interval=quarter",
            "cohorts?by=revenue&group_by=country",
            "expected-cash?from=2026-01-01",
            "committed-mrr?group_by=plan",
            "nrr/contributions?from=2026-02-01&to=2026-03-01");

    private String tenant;
    private FeedRows feed;
    private Random random;
    /** The newest state of every change that was told. */
    private final Map<String, ObjectNode> told = new LinkedHashMap<>();

    @BeforeEach
    void theClock() {
        MutableClock.set("2026-03-15T12:00:00Z");
    }

    private void aTenantOfItsOwn(long seed) {
        random = new Random(seed);
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        told.clear();
        ratesAndAccounts();
    }

    private void ratesAndAccounts() {
        feed.rate("2025-09-01", "EUR", "USD", "1.10");
        feed.rate("2025-12-15", "EUR", "USD", "1.0425");
        feed.rate("2025-09-01", "JPY", "USD", "0.0068");
        for (int account = 0; account < 4; account++) {
            feed.account("account-" + account, Map.of("country", account % 2 == 0 ? "JP" : "FR"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theLedgerThatGrewIsTheOneThatIsRebuilt(long seed) {
        aTenantOfItsOwn(seed);
        for (int piece = 0; piece < 4; piece++) {
            for (int i = 0; i < 12; i++) {
                record(TODAY);
            }
            Ledgers.caughtUp(tenant);
        }
        Ledgers.reconciled(tenant, "ok");
        String grown = everything("");
        Api.as(tenant, "admin").post("/v1/ledger/rebuild").then().statusCode(202);
        Ledgers.caughtUp(tenant);
        assertThat(everything("")).isEqualTo(grown);
    }

    // Edge case 48.
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void theOrderAndTheNumberOfArrivalsDoNotMatter(long seed) {
        aTenantOfItsOwn(seed);
        for (int i = 0; i < 50; i++) {
            record(TODAY);
        }
        Ledgers.caughtUp(tenant);
        String inOrder = everything("");
        List<ObjectNode> rows = new ArrayList<>(told.values());
        rows.addAll(List.copyOf(rows));
        Collections.shuffle(rows, random);
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        rows.forEach(row -> FeedStub.add(tenant, row.deepCopy()));
        ratesAndAccounts();
        Ledgers.caughtUp(tenant);
        assertThat(everything("")).isEqualTo(inOrder);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9, 10})
    void nothingRecordedTodayChangesWhatWasKnownYesterday(long seed) {
        aTenantOfItsOwn(seed);
        for (int i = 0; i < 25; i++) {
            String knownAt = "2026-03-" + (10 + random.nextInt(4)) + "T00:00:00Z";
            record(knownAt);
            renewal(knownAt);
        }
        Ledgers.caughtUp(tenant);
        String before = everything("as_of=" + YESTERDAY);
        for (int i = 0; i < 25; i++) {
            record(TODAY);
            renewal(TODAY);
        }
        FeedStub.add(
                tenant,
                feed.row("fx_rate", Map.of("date", "2026-01-10", "base", "EUR", "currency", "USD", "rate", "1.5"))
                        .put("known_at", TODAY));
        FeedStub.add(
                tenant, feed.accountRow("account-0", Map.of("country", "DE")).put("known_at", TODAY));
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        assertThat(everything("as_of=" + YESTERDAY)).isEqualTo(before);
    }

    /** Tells of a change, tells of one again as another, or takes one back. */
    private void record(String knownAt) {
        List<ObjectNode> known = new ArrayList<>(told.values());
        if (!known.isEmpty() && random.nextInt(6) == 0) {
            ObjectNode gone = known.get(random.nextInt(known.size()));
            feed.takeBack(gone, knownAt);
            told.remove(gone.path("change_id").asText());
            return;
        }
        ObjectNode row = change();
        if (!known.isEmpty() && random.nextInt(4) == 0) {
            row.put(
                    "change_id",
                    known.get(random.nextInt(known.size())).path("change_id").asText());
            row.put(
                    "subscription_id",
                    told.get(row.path("change_id").asText())
                            .path("subscription_id")
                            .asText());
        }
        row.put("known_at", knownAt);
        told.put(row.path("change_id").asText(), row);
        FeedStub.add(tenant, row.deepCopy());
    }

    private ObjectNode change() {
        String currency = oneOf("USD", "USD", "EUR", "JPY");
        ObjectNode row = feed.change(
                "account-" + random.nextInt(4),
                "s" + random.nextInt(6),
                oneOf("basic", "pro"),
                LocalDate.parse("2025-10-01").plusDays(random.nextInt(160)) + "T0" + random.nextInt(10) + ":00:00Z",
                Integer.toString(10 + random.nextInt(90)),
                currency,
                oneOf("active", "active", "active", "paused", "ended", "past_due", "trial"),
                oneOf("month", "year", "week"));
        ObjectNode after = (ObjectNode) row.path("after");
        after.put("quantity", 1 + random.nextInt(5));
        if (random.nextInt(3) == 0) {
            after.putArray("discounts")
                    .addObject()
                    .put("discount_id", "d")
                    .put("duration", "repeating")
                    .put("percent_off", 0.2)
                    .put("until", "2026-0" + (1 + random.nextInt(6)) + "-15T00:00:00Z");
        }
        if (random.nextInt(3) == 0) {
            ObjectNode price = after.putArray("add_ons")
                    .addObject()
                    .put("item_id", "i")
                    .put("plan_id", "storage")
                    .put("quantity", 2)
                    .putObject("price")
                    .put("interval", "month");
            price.putObject("amount").put("amount", "7.50").put("currency", currency);
        }
        return row;
    }

    private void renewal(String knownAt) {
        FeedStub.add(
                tenant,
                feed.row(
                                "renewal",
                                Map.of(
                                        "renewal_id", "r" + random.nextInt(8),
                                        "subscription_id", "s" + random.nextInt(6),
                                        "account_id", "account-" + random.nextInt(4),
                                        "due_at", "2026-0" + (1 + random.nextInt(3)) + "-05T00:00:00Z",
                                        "outcome", oneOf("renewed", "lapsed")))
                        .put("known_at", knownAt));
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String everything(String more) {
        StringBuilder answers = new StringBuilder();
        for (String figure : FIGURES) {
            String query = more.isEmpty() ? figure : figure + (figure.contains("?") ? "&" : "?") + more;
            answers.append(Api.as(tenant, "metrics:read")
                    .get("/v1/metrics/" + query)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        }
        return answers.toString();
    }
}
