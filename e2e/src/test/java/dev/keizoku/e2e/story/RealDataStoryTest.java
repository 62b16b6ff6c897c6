package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Repository;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files in, and the numbers somebody else worked out from them out again. */
class RealDataStoryTest {

    private static final Duration CAUGHT_UP = Duration.ofMinutes(3);
    private static final BigDecimal CENT = new BigDecimal("0.005");
    private static final BigDecimal RATE = new BigDecimal("0.000001");

    /** The column of the expected file by the query that has to give it. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("active_subscriptions", "subscriptions_active?"),
            Map.entry("paying_subscriptions", "subscriptions_paying?"),
            Map.entry("active_accounts", "accounts_active?"),
            Map.entry("paying_accounts", "customers?"),
            Map.entry("mrr", "mrr?"),
            Map.entry("arr", "arr?"),
            Map.entry("new_mrr", "new_mrr?"),
            Map.entry("expansion_mrr", "expansion_mrr?"),
            Map.entry("contraction_mrr", "contraction_mrr?"),
            Map.entry("churned_mrr", "churned_mrr?"),
            Map.entry("reactivation_mrr", "reactivation_mrr?"),
            Map.entry("new_accounts", "new_customers?"),
            Map.entry("expanded_accounts", "expanded_customers?"),
            Map.entry("contracted_accounts", "contracted_customers?"),
            Map.entry("churned_accounts", "churned_customers?"),
            Map.entry("reactivated_accounts", "reactivated_customers?"),
            Map.entry("logo_churn_rate", "logo_churn_rate?"),
            Map.entry("gross_mrr_churn_rate", "gross_mrr_churn_rate?"),
            Map.entry("grr", "grr?"),
            Map.entry("nrr", "nrr?"),
            Map.entry("quick_ratio", "quick_ratio?include_reactivation=true&"),
            Map.entry("arpa", "arpa?"),
            Map.entry("nrr_ttm", "nrr?period=P12M&"),
            Map.entry("grr_ttm", "grr?period=P12M&"));

    private final Suite suite = Suite.running();

    @ParameterizedTest
    @ValueSource(strings = {"saas", "consumer"})
    void givesEveryRowOfTheExpectedMovementsAlsoAfterARebuild(String data) {
        Path file = Repository.shared("theventurecity/" + data + "_subscriptions_dev.csv");
        List<Map<String, String>> expected = Table.read(
                Repository.shared("expected/theventurecity/" + data + "_subscriptions_dev_mrr_movements.csv"));
        Tenant tenant = suite.tenant(data, "UTC", "USD");

        JsonNode done = tenant.admin()
                .importFile(
                        "subscription_period",
                        Repository.mapping("theventurecity-subscriptions"),
                        file,
                        "&history=true");

        assertThat(done.path("rows_rejected").asLong()).as("%s", done).isZero();
        assertThat(done.path("rows_accepted").asInt())
                .isEqualTo(Table.read(file).size());
        awaitMrr(tenant, expected.getLast());
        compare(tenant, expected);
        if (data.equals("saas")) {
            comparePlans(tenant);
        }

        tenant.admin().post("/v1/ledger/rebuild", Map.of()).ok();
        awaitMrr(tenant, expected.getLast());
        compare(tenant, expected);
    }

    @Test
    void givesRavenStacksRevenueAndCountsItsUsageOnceHoweverOftenItIsSent() {
        Tenant tenant = suite.tenant("ravenstack", "UTC", "USD");
        Api admin = tenant.admin();
        Path subscriptions = Repository.shared("ravenstack/ravenstack_subscriptions.csv");
        JsonNode accounts = admin.importFile(
                "account",
                Repository.mapping("ravenstack-accounts"),
                Repository.shared("ravenstack/ravenstack_accounts.csv"),
                "");
        assertThat(accounts.path("rows_accepted").asLong()).as("%s", accounts).isEqualTo(500);

        JsonNode periods = admin.importFile(
                "subscription_period", Repository.mapping("ravenstack-subscriptions"), subscriptions, "&history=true");
        assertThat(periods.path("rows_accepted").asLong()).as("%s", periods).isEqualTo(4987);
        assertThat(periods.path("rows_rejected").asLong()).isEqualTo(13);
        List<JsonNode> rejected = admin.all("/v1/imports/" + periods.path("id").asText() + "/rejections");
        assertThat(rejected)
                .hasSize(13)
                .allSatisfy(row -> assertThat(row.path("field").asText()).isEqualTo("end"));

        Wait.passes(CAUGHT_UP, () -> {
            JsonNode mrr = admin.get("/v1/metrics/mrr?from=2024-12-01&to=2025-01-01&interval=month&basis=endpoints")
                    .ok();
            assertThat(number(mrr.at("/series/0/points/0/value"))).as("%s", mrr).isEqualByComparingTo("10159608.00");
            return mrr;
        });
        assertThat(atTheEndOf2024(admin, "subscriptions_active")).isEqualByComparingTo("4514");
        assertThat(atTheEndOf2024(admin, "subscriptions_paying")).isEqualByComparingTo("3814");
        usage(admin, subscriptions);
    }

    private static BigDecimal atTheEndOf2024(Api admin, String metric) {
        JsonNode answer = admin.get("/v1/metrics/" + metric + "?from=2024-12-31&to=2025-01-01&interval=day")
                .ok();
        return number(answer.at("/series/0/points/0/value"));
    }

    private static void usage(Api admin, Path subscriptions) {
        Path usage = withAccounts(Repository.shared("ravenstack/ravenstack_feature_usage.csv"), subscriptions);
        JsonNode first = admin.importFile("event", Repository.mapping("ravenstack-usage"), usage, "&history=true");
        assertThat(first.path("rows_accepted").asLong()).as("%s", first).isEqualTo(24_979);
        assertThat(first.path("rows_rejected").asLong()).isEqualTo(21);
        JsonNode again = admin.importFile("event", Repository.mapping("ravenstack-usage"), usage, "&history=true");
        assertThat(again.path("rows_accepted").asLong()).as("%s", again).isZero();
        assertThat(again.path("rows_unchanged").asLong()).isEqualTo(24_979);
        assertTotals(admin, "24979", "250322");
        System.out.printf(
                "RavenStack's usage sent twice: %s events accepted, then %s; counted 24979, quantity 250322%n",
                first.path("rows_accepted").asText(),
                again.path("rows_accepted").asText());

        JsonNode rows = admin.importFile("event", Repository.mapping("ravenstack-usage-rows"), usage, "&history=true");
        assertThat(rows.path("rows_accepted").asLong()).as("%s", rows).isEqualTo(25_000);
        assertTotals(admin, "49979", "500847");
    }

    private static void assertTotals(Api admin, String count, String sum) {
        JsonNode months = admin.get("/v1/usage?from=2023-01-01&to=2025-02-01&interval=month")
                .ok();
        BigDecimal counted = BigDecimal.ZERO;
        BigDecimal summed = BigDecimal.ZERO;
        for (JsonNode month : months.path("data")) {
            counted = counted.add(month.path("count").decimalValue());
            summed = summed.add(number(month.path("sum")));
        }
        assertThat(counted).isEqualByComparingTo(count);
        assertThat(summed).isEqualByComparingTo(sum);
    }

    /** What a mapping cannot say: whose subscription it is. */
    private static Path withAccounts(Path usage, Path subscriptions) {
        Map<String, String> accounts = new LinkedHashMap<>();
        Table.read(subscriptions).forEach(row -> accounts.put(row.get("subscription_id"), row.get("account_id")));
        List<List<String>> rows = new ArrayList<>();
        List<Map<String, String>> source = Table.read(usage);
        List<String> columns = new ArrayList<>(source.getFirst().keySet());
        for (Map<String, String> row : source) {
            List<String> values = new ArrayList<>(row.values());
            values.add(accounts.get(row.get("subscription_id")));
            rows.add(values);
        }
        columns.add("account_id");
        return Table.write(columns, rows);
    }

    private static void awaitMrr(Tenant tenant, Map<String, String> last) {
        LocalDate end = LocalDate.parse(last.get("month_end"));
        String query = "/v1/metrics/mrr?basis=endpoints&interval=month&from=" + end.withDayOfMonth(1) + "&to="
                + end.plusDays(1);
        Wait.passes(CAUGHT_UP, () -> {
            JsonNode ledger = tenant.admin().get("/v1/ledger").ok();
            assertThat(ledger.path("lag").asLong()).as("%s", ledger).isZero();
            JsonNode mrr = tenant.admin().get(query).ok();
            assertThat(number(mrr.at("/series/0/points/0/value"))).as("%s", mrr).isEqualByComparingTo(last.get("mrr"));
            return mrr;
        });
    }

    private static void compare(Tenant tenant, List<Map<String, String>> expected) {
        SoftAssertions softly = new SoftAssertions();
        COLUMNS.forEach((column, metric) -> {
            Map<String, JsonNode> points = points(tenant, metric, expected, "");
            for (Map<String, String> row : expected) {
                compare(
                        softly,
                        column + " at " + row.get("month_end"),
                        row.get(column),
                        points.get(row.get("month_end")));
            }
        });
        softly.assertAll();
    }

    private static void comparePlans(Tenant tenant) {
        List<Map<String, String>> expected =
                Table.read(Repository.shared("expected/theventurecity/saas_subscriptions_dev_mrr_by_plan.csv"));
        SoftAssertions softly = new SoftAssertions();
        for (String plan : List.of("Pro", "Business", "Enterprise")) {
            Map<String, JsonNode> mrr = points(tenant, "mrr?group_by=plan&", expected, plan);
            Map<String, JsonNode> active = points(tenant, "subscriptions_active?group_by=plan&", expected, plan);
            for (Map<String, String> row : expected) {
                if (row.get("plan").equals(plan)) {
                    String end = row.get("month_end");
                    compare(softly, plan + " mrr at " + end, row.get("mrr"), mrr.get(end));
                    compare(softly, plan + " active at " + end, row.get("active_subscriptions"), active.get(end));
                }
            }
        }
        softly.assertAll();
    }

    /** Points by the last day of their month. */
    private static Map<String, JsonNode> points(
            Tenant tenant, String metric, List<Map<String, String>> expected, String plan) {
        YearMonth first = YearMonth.from(LocalDate.parse(expected.getFirst().get("month_end")));
        LocalDate last = LocalDate.parse(expected.getLast().get("month_end"));
        JsonNode answer = tenant.admin()
                .get("/v1/metrics/" + metric + "basis=endpoints&interval=month&from=" + first.atDay(1) + "&to="
                        + last.plusDays(1))
                .ok();
        Map<String, JsonNode> points = new TreeMap<>();
        for (JsonNode series : answer.path("series")) {
            if (plan.isEmpty() || series.at("/group/plan").asText().equals(plan)) {
                for (JsonNode point : series.path("points")) {
                    LocalDate end = LocalDate.parse(point.path("to").asText()).minusDays(1);
                    points.put(end.toString(), point.path("value"));
                }
            }
        }
        return points;
    }

    private static void compare(SoftAssertions softly, String what, String expected, JsonNode value) {
        if (expected.isEmpty()) {
            softly.assertThat(value == null || value.isNull() || value.isMissingNode())
                    .as("%s is nothing but was %s", what, value)
                    .isTrue();
        } else if (value == null || value.isNull()) {
            softly.fail("%s is %s but was nothing", what, expected);
        } else {
            BigDecimal tolerance = value.isObject() ? CENT : value.isIntegralNumber() ? BigDecimal.ZERO : RATE;
            softly.assertThat(number(value).subtract(new BigDecimal(expected)).abs())
                    .as("%s is %s but was %s", what, expected, value)
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    private static BigDecimal number(JsonNode value) {
        JsonNode plain = value.isObject() ? value.path("amount") : value;
        return plain.isTextual() ? new BigDecimal(plain.asText()) : plain.decimalValue();
    }
}
