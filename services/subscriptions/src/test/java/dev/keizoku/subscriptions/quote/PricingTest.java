package dev.keizoku.subscriptions.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.offer.Bundle;
import dev.keizoku.subscriptions.offer.BundleId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.ListPrice;
import dev.keizoku.subscriptions.plan.Offering;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.plan.TermDiscount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PricingTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Pricing BARE = new Pricing(TermDiscount.DEFAULTS, List.of(), List.of());

    private static Plan plan(
            String id, int rank, @Nullable List<TermDiscount> terms, @Nullable String upgrade, ListPrice... prices) {
        Offering offering = new Offering(
                new Offering.Axes(null, null, null),
                Map.of(),
                List.of(),
                false,
                false,
                terms,
                upgrade == null ? null : new BigDecimal(upgrade));
        return new Plan(new PlanId(id), id, "suite", rank, true, List.of(), List.of(prices), offering);
    }

    private static ListPrice price(String amount, IntervalUnit interval, int count) {
        return new ListPrice(Money.of(amount, "USD"), interval, count, null, null, false, null);
    }

    private static final Plan PRO = plan("pro", 2, null, null, price("49", IntervalUnit.MONTH, 1));
    private static final Plan GOLD = plan("gold", 3, null, "0.1", price("99", IntervalUnit.MONTH, 1));

    @Test
    void aTermWithoutAPriceOfItsOwnIsMadeOfTheMonthlyOne() {
        Pricing.Priced year = BARE.price(PRO, null, USD, IntervalUnit.YEAR, 1);
        assertThat(year).isNotNull();
        assertThat(year.price()).isEqualTo(new Price(Money.of("490", "USD"), IntervalUnit.YEAR, 1));
        assertThat(year.discounts()).containsExactly(new Reduction.Term(12, 2, null));
        Pricing.Priced quarter = BARE.price(PRO, null, USD, IntervalUnit.MONTH, 3);
        assertThat(quarter).isNotNull();
        assertThat(quarter.price().amount()).isEqualTo(Money.of("147.00", "USD"));
        assertThat(quarter.discounts()).isEmpty();
        assertThat(BARE.price(PRO, null, USD, IntervalUnit.WEEK, 1)).isNull();
        assertThat(BARE.price(PRO, null, Currency.getInstance("JPY"), IntervalUnit.YEAR, 1))
                .isNull();
    }

    @Test
    void aPlansOwnPriceOrDiscountGoesBeforeTheUsualOne() {
        Plan listed =
                plan("listed", 2, null, null, price("49", IntervalUnit.MONTH, 1), price("500", IntervalUnit.YEAR, 1));
        assertThat(BARE.price(listed, null, USD, IntervalUnit.YEAR, 1))
                .isEqualTo(new Pricing.Priced(new Price(Money.of("500", "USD"), IntervalUnit.YEAR, 1), List.of()));
        Plan own = plan(
                "own",
                2,
                List.of(new TermDiscount(12, null, new BigDecimal("0.5"))),
                null,
                price("49", IntervalUnit.MONTH, 1));
        assertThat(BARE.price(own, null, USD, IntervalUnit.YEAR, 1))
                .isNotNull()
                .satisfies(priced -> assertThat(priced.price().amount()).isEqualTo(Money.of("294.00", "USD")));
    }

    @Test
    void onlyWhoComesFromBelowHasTheUpgradeDiscount() {
        assertThat(BARE.price(GOLD, PRO, USD, IntervalUnit.MONTH, 1))
                .isNotNull()
                .satisfies(priced -> assertThat(priced.price().amount()).isEqualTo(Money.of("89.10", "USD")));
        assertThat(BARE.price(GOLD, null, USD, IntervalUnit.MONTH, 1))
                .isNotNull()
                .satisfies(priced -> assertThat(priced.discounts()).isEmpty());
        assertThat(Pricing.isUpgrade(GOLD, PRO)).isFalse();
    }

    @Test
    void theBestBundleTheAccountWillHaveCounts() {
        PlanId mail = new PlanId("mail");
        List<Bundle> bundles = List.of(
                new Bundle(new BundleId("a"), "a", List.of(PRO.planId(), mail), new BigDecimal("0.1")),
                new Bundle(new BundleId("b"), "b", List.of(PRO.planId(), mail), new BigDecimal("0.2")),
                new Bundle(new BundleId("c"), "c", List.of(PRO.planId(), GOLD.planId()), BigDecimal.ONE));
        Pricing.Priced bundled =
                new Pricing(List.of(), bundles, List.of(mail)).price(PRO, null, USD, IntervalUnit.MONTH, 1);
        assertThat(bundled).isNotNull();
        assertThat(bundled.price().amount()).isEqualTo(Money.of("39.20", "USD"));
        assertThat(bundled.discounts())
                .containsExactly(new Reduction.Bundled(new BundleId("b"), new BigDecimal("0.2")));
        assertThat(new Pricing(List.of(), bundles, List.of()).price(PRO, null, USD, IntervalUnit.MONTH, 1))
                .isNotNull()
                .satisfies(priced -> assertThat(priced.discounts()).isEmpty());
    }

    @Property
    void aLongerTermNeverCostsMoreAMonth(@ForAll @IntRange(min = 1, max = 1_000_000) int cents) {
        Plan plan = plan(
                "p",
                1,
                null,
                null,
                new ListPrice(
                        new Money(BigDecimal.valueOf(cents, 2), USD), IntervalUnit.MONTH, 1, null, null, false, null));
        BigDecimal before = BigDecimal.valueOf(cents, 2);
        for (int years = 1; years <= 3; years++) {
            Pricing.Priced priced = BARE.price(plan, null, USD, IntervalUnit.YEAR, years);
            assertThat(priced).isNotNull();
            BigDecimal monthly =
                    priced.price().amount().amount().divide(BigDecimal.valueOf(12L * years), MathContext.DECIMAL128);
            assertThat(monthly).isLessThan(before);
            before = monthly;
        }
    }
}
