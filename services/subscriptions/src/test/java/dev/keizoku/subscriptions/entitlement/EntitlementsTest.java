package dev.keizoku.subscriptions.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Limit;
import dev.keizoku.subscriptions.plan.ListPrice;
import dev.keizoku.subscriptions.plan.Offering;
import dev.keizoku.subscriptions.plan.Plan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntitlementsTest {

    private static final Held.Period MARCH = new Held.Period(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1));
    private static final Currency USD = Currency.getInstance("USD");

    private static final Plan BASIC = plan("basic", "suite", 10, false, 100, "a");
    private static final Plan PRO = plan("pro", "suite", 50, false, 500, "a", "b");
    private static final Plan GOLD = plan("gold", "suite", 90, false, null, "a", "b", "c");
    private static final Plan EXPORTS = plan("exports", "suite", 5, true, 50, "c");
    private static final List<Plan> CATALOGUE = List.of(BASIC, PRO, GOLD, EXPORTS);

    private static Plan plan(
            String id, String product, int monthly, boolean addOn, @Nullable Integer storage, String... features) {
        Offering offering = new Offering(
                new Offering.Axes(null, null, null),
                Map.of("storage", new Limit(storage == null ? null : BigDecimal.valueOf(storage), "GB", false)),
                List.of(features),
                false,
                addOn,
                null,
                null);
        ListPrice price = new ListPrice(
                Money.of(Integer.toString(monthly), "USD"), IntervalUnit.MONTH, 1, null, null, false, null);
        return new Plan(new PlanId(id), id, product, monthly, true, List.of(), List.of(price), offering);
    }

    private static Entitlements of(Plan... plans) {
        List<Held> held = new ArrayList<>();
        for (Plan plan : plans) {
            held.add(new Held(plan, BigDecimal.ONE, MARCH));
        }
        return Entitlements.of(held, CATALOGUE, USD);
    }

    @Test
    void whatIsNotIncludedIsLockedWithTheCheapestPlanThatUnlocksIt() {
        assertThat(of(BASIC).locked())
                .extracting(
                        locked -> locked.featureId() + " " + locked.unlockedBy().planId() + " "
                                + locked.unlockedBy().addOn())
                .containsExactly("b pro false", "c exports true");
        assertThat(of(GOLD).locked()).isEmpty();
        assertThat(of(PRO, EXPORTS).locked()).isEmpty();
        assertThat(of(PRO, EXPORTS).features())
                .extracting(included -> included.featureId() + " " + included.planIds())
                .containsExactly("a [pro]", "b [pro]", "c [exports]");
    }

    @Test
    void withoutAnythingEverythingIsLocked() {
        assertThat(of().features()).isEmpty();
        assertThat(of().limits()).isEmpty();
        assertThat(of().locked())
                .extracting(
                        locked -> locked.featureId() + " " + locked.unlockedBy().planId())
                .containsExactly("a basic", "b pro", "c exports");
    }

    @Test
    void limitsAddUpAndNoEndIsNoEndInSum() {
        assertThat(of(PRO, EXPORTS, PRO).limits()).singleElement().satisfies(limit -> {
            assertThat(limit.value()).isEqualByComparingTo("1050");
            assertThat(limit.unit()).isEqualTo("GB");
        });
        assertThat(of(PRO, GOLD).limits())
                .singleElement()
                .satisfies(limit -> assertThat(limit.value()).isNull());
    }

    @Test
    void theNextPlanThatRaisesALimitIsNamed() {
        Entitlements.Allowance basic = of(BASIC).limits().getFirst();
        assertThat(basic.raisedBy()).isNotNull().satisfies(raise -> {
            assertThat(raise.planId().value()).isEqualTo("pro");
            assertThat(raise.value()).isEqualByComparingTo("500");
        });
        assertThat(of(PRO).limits().getFirst().raisedBy()).isNotNull().satisfies(raise -> {
            assertThat(raise.planId().value()).isEqualTo("gold");
            assertThat(raise.value()).isNull();
        });
        assertThat(of(GOLD).limits().getFirst().raisedBy()).isNull();
    }

    @Test
    void aPlanWithoutAPriceInTheCurrencyComesLast() {
        assertThat(Entitlements.of(List.of(), CATALOGUE, Currency.getInstance("JPY"))
                        .locked())
                .allSatisfy(locked -> assertThat(locked.unlockedBy().price()).isNull())
                .extracting(
                        locked -> locked.featureId() + " " + locked.unlockedBy().planId())
                .containsExactly("a basic", "b pro", "c exports");
    }

    @Property
    void nothingIsBothIncludedAndLocked(@ForAll @Size(max = 6) List<@IntRange(max = 3) Integer> held) {
        Entitlements entitlements = of(held.stream().map(CATALOGUE::get).toArray(Plan[]::new));
        List<String> included = entitlements.features().stream()
                .map(Entitlements.Included::featureId)
                .toList();
        assertThat(entitlements.locked())
                .extracting(Entitlements.Locked::featureId)
                .doesNotContainAnyElementsOf(included.isEmpty() ? List.of("-") : included);
        assertThat(included.size() + entitlements.locked().size()).isEqualTo(3);
    }
}
