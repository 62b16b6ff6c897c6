package dev.keizoku.subscriptions.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.AddOn;
import dev.keizoku.subscriptions.timeline.Discount;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.subscriptions.timeline.State;
import dev.keizoku.subscriptions.timeline.Terms;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MrrTest {

    private static final PlanId PRO = new PlanId("pro");

    private static Terms terms(
            State state, Price price, List<AddOn> addOns, @Nullable Money minimum, Discount... discounts) {
        return new Terms(state, PRO, BigDecimal.TWO, price, addOns, List.of(discounts), minimum, null, null, null);
    }

    private static Price price(String amount, String currency, IntervalUnit interval, int count) {
        return new Price(Money.of(amount, currency), interval, count);
    }

    private static Discount discount(DiscountDuration duration, @Nullable String percent, @Nullable Money amount) {
        return new Discount("d", null, percent == null ? null : new BigDecimal(percent), amount, duration, null);
    }

    private static final Price MONTHLY = price("50", "USD", IntervalUnit.MONTH, 1);

    @Test
    void itemsAddUpByTheYear() {
        AddOn addOn = new AddOn("a", new PlanId("x"), BigDecimal.ONE, price("120", "USD", IntervalUnit.YEAR, 1));
        assertThat(Mrr.of(terms(State.ACTIVE, MONTHLY, List.of(addOn), null)).rounded())
                .isEqualTo(Money.of("110.00", "USD"));
        assertThat(Mrr.of(terms(State.PAST_DUE, price("10", "USD", IntervalUnit.WEEK, 1), List.of(), null))
                        .rounded())
                .isEqualTo(Money.of("86.67", "USD"));
        assertThat(Mrr.of(terms(State.ACTIVE, price("50000", "JPY", IntervalUnit.YEAR, 1), List.of(), null))
                        .rounded())
                .isEqualTo(Money.of("8333", "JPY"));
    }

    @Test
    void onlyWhatIsPaidForIsWorthSomething() {
        for (State state : List.of(State.TRIAL, State.FREE, State.PAUSED, State.ENDED)) {
            assertThat(Mrr.of(terms(state, MONTHLY, List.of(), null)).amount()).isZero();
        }
    }

    @Test
    void aMinimumIsTheLeast() {
        assertThat(Mrr.of(terms(State.ACTIVE, MONTHLY, List.of(), Money.of("250", "USD")))
                        .rounded())
                .isEqualTo(Money.of("250.00", "USD"));
        assertThat(Mrr.of(terms(State.ACTIVE, MONTHLY, List.of(), Money.of("5", "USD")))
                        .rounded())
                .isEqualTo(Money.of("100.00", "USD"));
    }

    @Test
    void percentagesGoBeforeAmountsAndNothingBelowZero() {
        Discount tenth = discount(DiscountDuration.FOREVER, "0.1", null);
        Discount five = discount(DiscountDuration.FOREVER, null, Money.of("5", "USD"));
        Discount once = discount(DiscountDuration.ONCE, "1", null);
        assertThat(Mrr.of(terms(State.ACTIVE, MONTHLY, List.of(), null, five, tenth, once))
                        .rounded())
                .isEqualTo(Money.of("85.00", "USD"));
        Discount all = discount(DiscountDuration.FOREVER, null, Money.of("500", "USD"));
        assertThat(Mrr.of(terms(State.ACTIVE, MONTHLY, List.of(), null, all)).amount())
                .isZero();
    }
}
