package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.Cause;
import dev.keizoku.metrics.timeline.Commitment;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.SubscriptionState;
import dev.keizoku.metrics.timeline.Terms;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one subscription stands at the end of a day.
 *
 * @param items what each of its items is worth a year
 * @param cause what was given as the reason of the change that led here
 */
record Standing(Terms terms, List<ItemWorth> items, Cause cause) {

    /** Before the first entry. */
    static final Standing NONE =
            new Standing(new Terms(SubscriptionState.ENDED, "", BigDecimal.ZERO, null, null), List.of(), Cause.UNTOLD);

    static Standing of(Terms terms, Cause cause, LedgerPolicies policies) {
        return new Standing(terms, Worth.of(terms, policies), cause);
    }

    SubscriptionState state() {
        return terms.state();
    }

    String plan() {
        return terms.plan();
    }

    BigDecimal quantity() {
        return terms.quantity();
    }

    @Nullable Price price() {
        return terms.price();
    }

    /** Of the main item. */
    Currency currency() {
        return items.isEmpty() ? Worth.NO_CURRENCY : items.getFirst().currency();
    }

    /** All items together, whatever their currencies: good for telling large from small, and for nothing else. */
    BigDecimal annual() {
        return sum(items.stream().map(ItemWorth::net).toList());
    }

    BigDecimal gross() {
        return sum(items.stream().map(ItemWorth::gross).toList());
    }

    /** The part of the main item before discounts. */
    BigDecimal mainGross() {
        return items.isEmpty() ? BigDecimal.ZERO : items.getFirst().gross();
    }

    boolean pays() {
        return items.stream().anyMatch(item -> item.net().signum() > 0);
    }

    /** How long it is bound for; empty where it is not. */
    String term() {
        Commitment term = terms.term();
        return term == null ? "" : term.length();
    }

    Line line(ItemWorth item) {
        return new Line(item.plan(), item.currency(), item.interval(), term());
    }

    /** What an item adds to its line. The subscription itself is counted where its main item is. */
    Balance balance(ItemWorth item) {
        return item.main()
                ? new Balance(
                        item.net(),
                        item.gross(),
                        terms.inService() ? 1 : 0,
                        pays() ? 1 : 0,
                        state() == SubscriptionState.PAUSED ? 1 : 0)
                : new Balance(item.net(), item.gross(), 0, 0, 0);
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
