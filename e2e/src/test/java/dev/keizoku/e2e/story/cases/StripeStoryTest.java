package dev.keizoku.e2e.story.cases;

import static dev.keizoku.e2e.story.cases.Price.monthly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Stripe tells, in whatever order and however often, gives the figures that our own API gives. */
class StripeStoryTest {

    private static final String TIME = "from=2026-01-01&to=2026-10-01";

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void aLifeToldByStripeGivesTheFiguresOfTheSameLifeToldByTheApi(long seed) {
        Company own = Company.inDollars();
        tell(own);
        Company stripes = Company.inDollars();
        Stripe stripe = stripes.stripe();
        List<String> events = new ArrayList<>(StripeLife.told());
        events.addAll(List.copyOf(events));
        if (seed > 0) {
            Collections.shuffle(events, new Random(seed));
        }
        events.forEach(event -> assertThat(stripe.sends(event)).isNotEqualTo("failed"));
        stripe.wasUnderstood();
        stripes.account("last");

        Ledger told = own.ledger();
        Ledger heard = stripes.ledger();
        assertThat(told.movements("cus_1"))
                .containsExactly(
                        "2026-01-15 new 40.00 trial_conversion",
                        "2026-02-01 expansion 69.00 quantity",
                        "2026-03-01 contraction 21.80 discount_start",
                        "2026-04-01 expansion 120.00 plan_upgrade",
                        "2026-06-01 expansion 51.80 discount_end",
                        "2026-08-01 churn 259.00 voluntary");
        assertThat(told.movements("cus_2"))
                .containsExactly(
                        "2026-01-01 new 50.00 start",
                        "2026-03-01 churn 50.00 involuntary",
                        "2026-04-01 reactivation 50.00 start",
                        "2026-05-01 churn 50.00 pause",
                        "2026-06-01 reactivation 50.00 resume");
        assertThat(heard.movements("cus_1")).isEqualTo(told.movements("cus_1"));
        assertThat(heard.movements("cus_2")).isEqualTo(told.movements("cus_2"));
        assertThat(figures(heard)).isEqualTo(figures(told));
    }

    private static Map<String, JsonNode> figures(Ledger ledger) {
        Map<String, JsonNode> figures = new LinkedHashMap<>();
        for (String query : List.of(
                "movements?interval=day&",
                "movements?group_by=plan&",
                "movements?group_by=billing_interval,currency&",
                "mrr?",
                "gross_mrr?",
                "subscriptions_active?",
                "subscriptions_paying?",
                "subscriptions_paused?",
                "nrr?",
                "grr?",
                "logo_churn_rate?",
                "upsell_mrr?",
                "cross_sell_mrr?",
                "trial_conversion_rate?",
                "churn-reasons?")) {
            JsonNode answer = ledger.get("/v1/metrics/" + query + TIME);
            figures.put(query, answer.path("series").isMissingNode() ? answer.path("points") : answer.path("series"));
        }
        return figures;
    }

    /** The same through our own API. */
    private static void tell(Company company) {
        for (String plan : List.of("prod_basic", "prod_pro", "prod_extra")) {
            company.plan(plan, Map.of());
        }
        Map<String, ?> extra = Map.of(
                "item_id",
                "si_2",
                "plan_id",
                "prod_extra",
                "quantity",
                3,
                "price",
                monthly("3").body());
        company.begins(
                        "trial_start",
                        "cus_1",
                        "prod_basic",
                        "2026-01-01",
                        Map.of("price", monthly("20").body(), "quantity", 2))
                .becomesPaid("2026-01-15")
                .change("change_terms", "2026-02-01", Map.of("quantity", 5, "add_ons", List.of(extra)))
                .paymentFails("2026-02-15")
                .paymentRecovers("2026-02-17")
                .change(
                        "apply_discount",
                        "2026-03-01",
                        Map.of("percent_off", 0.2, "duration", "repeating", "until", "2026-06-01T00:00:00Z"))
                .moves("prod_pro", monthly("50"), "2026-04-01")
                .isCancelled("2026-05-01", "2026-05-15")
                .isKept("2026-05-03")
                .change("cancel", "2026-08-01", Map.of("intent", "voluntary", "reason_code", "too_expensive"));
        company.subscribes("cus_2", "prod_pro", monthly("50"), "2026-01-01")
                .paymentFails("2026-02-01")
                .change("cancel", "2026-03-01", Map.of("intent", "involuntary"));
        company.subscribes("cus_2", "prod_pro", monthly("50"), "2026-04-01")
                .pauses("2026-05-01")
                .resumes("2026-06-01");
    }
}
