package dev.keizoku.subscriptions.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripePriceTest {

    private static StripeNode node(String json) {
        try {
            return new StripeNode(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static StripePrice price(String currency, String more) {
        return StripePrice.of(node("""
                {"id": "p", "currency": "%s", "product": {"id": "prod"}, "recurring": {"interval": "month"}%s}
                """.formatted(currency, more)));
    }

    private static String each(StripePrice price, int quantity) {
        return price.each(BigDecimal.valueOf(quantity), null).amount().amount().toPlainString();
    }

    private static StripeItem item(String item, String subscription) {
        return StripeItem.of(node(item), node(subscription), StripeDefaults.USUAL, id -> null);
    }

    @ParameterizedTest
    @CsvSource({
        "usd, 1099, 10.99",
        "usd, 0.5, 0.005",
        "jpy, 1100, 1100",
        "kwd, 5120, 5.120",
        "isk, 500, 5",
        "ugx, 500, 5",
        "mga, 500, 500.00",
        "huf, 1045, 10.45"
    })
    void amountsAreInSmallestUnits(String currency, String told, String amount) {
        assertThat(each(price(currency, ", \"unit_amount\": null, \"unit_amount_decimal\": \"" + told + "\""), 1))
                .isEqualTo(amount);
    }

    @Test
    void tiersAreWhatSoManyCost() {
        String tiers = """
                , "billing_scheme": "tiered", "tiers_mode": "%s",
                "tiers": [{"up_to": 10, "unit_amount": 100, "flat_amount": 50}, {"up_to": null, "unit_amount": 40}]
                """;
        assertThat(each(price("usd", tiers.formatted("graduated")), 20)).isEqualTo("0.725");
        assertThat(each(price("usd", tiers.formatted("graduated")), 10)).isEqualTo("1.05");
        assertThat(each(price("usd", tiers.formatted("volume")), 20)).isEqualTo("0.40");
        assertThatThrownBy(() -> each(price("usd", ", \"billing_scheme\": \"tiered\""), 1))
                .isInstanceOfSatisfying(
                        UnreadableObject.class,
                        problem -> assertThat(problem.waiting()).isTrue());
    }

    @Test
    void packagesAreCounted() {
        StripePrice up =
                price("usd", ", \"unit_amount\": 900, \"transform_quantity\": {\"divide_by\": 10, \"round\": \"up\"}");
        assertThat(up.counted(BigDecimal.valueOf(11))).isEqualByComparingTo("2");
        StripePrice down = price(
                "usd", ", \"unit_amount\": 900, \"transform_quantity\": {\"divide_by\": 10, \"round\": \"down\"}");
        assertThat(down.counted(BigDecimal.valueOf(9))).isEqualByComparingTo("0");
    }

    @Test
    void taxInThePriceIsTakenOut() {
        String item = """
                {"id": "si", "quantity": 3, "price": {"id": "p", "currency": "jpy", "product": "prod", "unit_amount": 1100,
                 "tax_behavior": "inclusive", "recurring": {"interval": "year", "interval_count": 2}}%s}
                """;
        assertThat(item(item.formatted(", \"tax_rates\": [{\"percentage\": 10.0, \"inclusive\": true}]"), "{}")
                        .price()
                        .amount()
                        .amount())
                .isEqualByComparingTo("1000");
        String rates = "{\"default_tax_rates\": [{\"percentage\": 10, \"inclusive\": true}]}";
        assertThat(item(item.formatted(""), rates).price().amount().amount()).isEqualByComparingTo("1000");
        assertThat(item(item.formatted(""), "{}").price().amount().amount()).isEqualByComparingTo("1100");
        StripeItem byDefault = StripeItem.of(
                node(item.formatted("")),
                node("{}"),
                new StripeDefaults(StripeDefaults.PlanBy.PRICE, new BigDecimal("0.1")),
                id -> null);
        assertThat(byDefault.price().amount().amount()).isEqualByComparingTo("1000");
        assertThat(byDefault.planId().value()).isEqualTo("p");
    }

    @Test
    void whatIsMeteredIsAgreedAtNothing() {
        StripeItem metered = item("""
                {"id": "si", "price": {"id": "p", "currency": "usd", "product": "prod", "unit_amount": 5,
                 "recurring": {"interval": "month", "usage_type": "metered"}}}
                """, "{}");
        assertThat(metered.price().amount().amount()).isEqualByComparingTo("0");
        assertThat(metered.quantity()).isEqualByComparingTo("1");
    }
}
