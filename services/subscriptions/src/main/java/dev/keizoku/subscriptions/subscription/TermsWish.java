package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of what is subscribed to.
 *
 * @param addOns all there are to be; null leaves them as they are
 * @param metered whether what is used is charged beside a price it brings; a plan's own price says so itself
 */
public record TermsWish(
        @Nullable PlanId planId,
        @Nullable BigDecimal quantity,
        PriceWish price,
        @Nullable List<AddOnWish> addOns,
        @Nullable Money minimum,
        @Nullable ContractTerm term,
        @Nullable Boolean metered) {

    /** Nothing said. */
    public static final TermsWish NONE = new TermsWish(null, null, PriceWish.NONE, null, null, null);

    public TermsWish {
        quantity = quantity == null ? null : quantity.stripTrailingZeros();
        addOns = addOns == null ? null : List.copyOf(addOns);
    }

    /** What callers can say of it. */
    public TermsWish(
            @Nullable PlanId planId,
            @Nullable BigDecimal quantity,
            PriceWish price,
            @Nullable List<AddOnWish> addOns,
            @Nullable Money minimum,
            @Nullable ContractTerm term) {
        this(planId, quantity, price, addOns, minimum, term, null);
    }

    /** The names of the fields that say something, as requests write them. */
    List<String> said() {
        List<String> said = new ArrayList<>();
        note(said, "plan_id", planId);
        note(said, "quantity", quantity);
        note(said, "price", price.price());
        note(said, "currency", price.currency());
        note(said, "interval", price.interval());
        note(said, "interval_count", price.intervalCount());
        note(said, "add_ons", addOns);
        note(said, "minimum", minimum);
        note(said, "term", term);
        return said;
    }

    /** Every plan it names, with the price it brings for it. */
    Stream<Named> plans() {
        Stream<Named> main = planId == null ? Stream.of() : Stream.of(new Named(planId, price));
        return addOns == null
                ? main
                : Stream.concat(main, addOns.stream().map(addOn -> new Named(addOn.planId(), addOn.price())));
    }

    /** A plan and what is wished to be paid for it. */
    record Named(PlanId planId, PriceWish price) {}

    /** What is said beside plan, quantity and price, as text that is the same for equal wishes only. */
    String moreText() {
        StringBuilder text = new StringBuilder();
        if (addOns != null) {
            text.append("\nadd_ons");
            addOns.forEach(addOn -> text.append('\n').append(addOn.text()));
        }
        if (minimum != null) {
            text.append("\nminimum ")
                    .append(minimum.amount().stripTrailingZeros().toPlainString())
                    .append(minimum.currency());
        }
        if (term != null) {
            text.append("\n").append(term);
        }
        return metered == null
                ? text.toString()
                : text.append("\nmetered ").append(metered).toString();
    }

    private static void note(List<String> said, String field, @Nullable Object value) {
        if (value != null) {
            said.add(field);
        }
    }
}
