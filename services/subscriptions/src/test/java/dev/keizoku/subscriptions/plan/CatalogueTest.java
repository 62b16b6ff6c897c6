package dev.keizoku.subscriptions.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static Plan plan(String id, boolean isPublic, boolean addOn, ListPrice... prices) {
        Offering offering =
                new Offering(new Offering.Axes(null, null, null), Map.of(), List.of("a"), false, addOn, null, null);
        return new Plan(new PlanId(id), id, "suite", 0, isPublic, List.of("b"), List.of(prices), offering);
    }

    private static ListPrice price(String amount, IntervalUnit interval, int count) {
        return ListPrice.of(new Price(Money.of(amount, "USD"), interval, count));
    }

    @Test
    void aYearIsTwelveMonthsForTen() {
        BigDecimal monthly = new BigDecimal("49.99");
        assertThat(TermDiscount.DEFAULTS)
                .extracting(discount -> discount.priceOf(monthly).stripTrailingZeros())
                .containsExactly(new BigDecimal("499.9"), new BigDecimal("899.82"), new BigDecimal("1259.748"));
    }

    @Test
    void aTermHasFreeMonthsOrAPercentage() {
        assertThatThrownBy(() -> new TermDiscount(12, 2, BigDecimal.ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TermDiscount(12, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TermDiscount(12, 13, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TermDiscount(0, null, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TermDiscount(12, null, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void taxIsTakenOffExactlyAndTheGrossIsKept() {
        Tax ten = new Tax(true, new BigDecimal("0.10"));
        ListPrice even = ListPrice.told(Money.of("1100", "JPY"), IntervalUnit.MONTH, 1, ten, false, null);
        assertThat(even.amount()).isEqualTo(Money.of("1000", "JPY"));
        assertThat(even.gross()).isEqualTo(Money.of("1100", "JPY"));
        ListPrice odd = ListPrice.told(
                Money.of("49", "USD"), IntervalUnit.MONTH, 1, new Tax(true, new BigDecimal("0.08")), false, null);
        assertThat(odd.amount()).isEqualTo(Money.of("45.37037037037", "USD"));
        ListPrice net = ListPrice.told(
                Money.of("49", "USD"), IntervalUnit.MONTH, 1, new Tax(false, new BigDecimal("0.08")), false, null);
        assertThat(net.amount()).isEqualTo(Money.of("49.00", "USD"));
        assertThat(net.gross()).isNull();
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.integers().between(0, 10_000_000).map(minor -> BigDecimal.valueOf(minor, 2));
    }

    @Provide
    Arbitrary<BigDecimal> rates() {
        return Arbitraries.integers().between(0, 1000).map(permille -> BigDecimal.valueOf(permille, 3));
    }

    @Property
    void netAndTaxMakeTheGrossAgain(@ForAll("amounts") BigDecimal amount, @ForAll("rates") BigDecimal rate) {
        Money gross = new Money(amount, Currency.getInstance("USD"));
        Money net = new Tax(true, rate).net(gross);
        Money again = new Money(net.amount().multiply(BigDecimal.ONE.add(rate)), net.currency());
        assertThat(again.rounded()).isEqualTo(gross.rounded());
        assertThat(net.amount()).isLessThanOrEqualTo(amount);
    }

    @Test
    void theCheapestYearIsOfOneCurrency() {
        Plan plan = plan(
                "pro",
                true,
                false,
                price("49", IntervalUnit.MONTH, 1),
                price("490", IntervalUnit.YEAR, 1),
                price("10", IntervalUnit.WEEK, 1));
        assertThat(plan.cheapestYear(Currency.getInstance("USD"))).isEqualByComparingTo("490");
        assertThat(plan.cheapestYear(Currency.getInstance("JPY"))).isNull();
        assertThat(price("900", IntervalUnit.YEAR, 2).annual()).isEqualByComparingTo("450");
        assertThat(plan.includedFeatures()).containsExactly("a", "b");
    }

    @Test
    void moreThanThreePublicPlansAndPublicOnesWithoutAPriceAreWarnedOf() {
        ListPrice price = price("1", IntervalUnit.MONTH, 1);
        List<Plan> three = List.of(
                plan("a", true, false, price),
                plan("b", true, false, price),
                plan("c", true, false, price),
                plan("extra", true, true, price),
                plan("old", false, false));
        assertThat(CatalogueWarning.of(three)).isEmpty();
        List<Plan> four = new ArrayList<>(three);
        four.add(plan("d", true, false));
        assertThat(CatalogueWarning.of(four))
                .extracting(warning -> warning.code() + " " + warning.planId())
                .containsExactly("TOO_MANY_PUBLIC_PLANS null", "NO_PRICE d");
        assertThat(CatalogueWarning.of(four))
                .extracting(warning -> warning.concerns(three.getFirst()))
                .containsExactly(true, false);
        assertThat(CatalogueWarning.of(four))
                .extracting(warning -> warning.concerns(three.get(3)))
                .containsExactly(false, false);
    }

    @Test
    void aLimitGrowsWithTheUnitsWhereEachBringsIt() {
        assertThat(new Limit(new BigDecimal("10.0"), "GB", true).of(BigDecimal.valueOf(5)))
                .isEqualTo(new BigDecimal("50"));
        assertThat(new Limit(BigDecimal.TEN, "GB", false).of(BigDecimal.valueOf(5)))
                .isEqualTo(BigDecimal.TEN);
        assertThat(new Limit(null, null, true).of(BigDecimal.ONE)).isNull();
    }
}
