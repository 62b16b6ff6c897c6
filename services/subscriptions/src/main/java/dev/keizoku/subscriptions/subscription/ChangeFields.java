package dev.keizoku.subscriptions.subscription;

import dev.keizoku.imports.RowFields;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.plan.PriceFields;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.Why;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rows of files say of terms, discounts and causes, one column each. */
final class ChangeFields {

    private static final int MAX_REASON = 500;

    private ChangeFields() {}

    static @Nullable Instant requiredInstant(RowFields fields, String name) {
        Instant value = fields.instant(name);
        if (!fields.has(name)) {
            fields.error(name, "required", "This field is needed.");
        }
        return value;
    }

    /** The terms a row sets; at most one add-on, which is billed as the main plan is. */
    static TermsWish terms(RowFields fields, @Nullable PlanId plan, @Nullable BigDecimal quantity) {
        PriceWish price = price(fields);
        return new TermsWish(
                plan, quantity, price, addOns(fields, price), money(fields, "minimum", price), term(fields));
    }

    static DiscountWish discount(RowFields fields) {
        return new DiscountWish(
                fields.as("discount_id", CallerId::check),
                fields.as("coupon_id", CallerId::check),
                fields.decimal("percent_off"),
                fields.has("amount_off")
                        ? money(fields, "amount_off", new PriceWish(null, PriceFields.currency(fields), null, null))
                        : null,
                fields.as("duration", DiscountDuration::of),
                fields.instant("until"),
                fields.integer("months"));
    }

    static ChargeWish charge(RowFields fields) {
        return new ChargeWish(
                fields.has("charge")
                        ? money(fields, "charge", new PriceWish(null, PriceFields.currency(fields), null, null))
                        : null,
                fields.instant("period_start"),
                fields.instant("period_end"));
    }

    static Why why(RowFields fields) {
        return new Why(
                fields.as("reason", ChangeFields::reason), fields.text("reason_code"), fields.as("intent", Intent::of));
    }

    /** The price a row has, or which of the plan's it means. */
    private static PriceWish price(RowFields fields) {
        Price price = PriceFields.price(fields);
        return price == null && !fields.has("amount")
                ? new PriceWish(
                        null, PriceFields.currency(fields), PriceFields.interval(fields), PriceFields.count(fields))
                : new PriceWish(price, null, null, null);
    }

    private static @Nullable List<AddOnWish> addOns(RowFields fields, PriceWish main) {
        String item = fields.as("add_on_item_id", CallerId::check);
        PlanId plan = fields.as("add_on_plan_id", PlanId::new);
        BigDecimal quantity = fields.decimal("add_on_quantity");
        BigDecimal amount = fields.decimal("add_on_amount");
        if (!fields.has("add_on_plan_id")) {
            for (String orphan : List.of("add_on_item_id", "add_on_quantity", "add_on_amount")) {
                if (fields.has(orphan)) {
                    fields.error(orphan, "not_applicable", "An add-on has a plan, in add_on_plan_id.");
                }
            }
            return null;
        }
        if (plan == null) {
            return null;
        }
        if (amount != null && amount.signum() < 0) {
            fields.error("add_on_amount", "invalid_value", "An amount is not negative.");
            return null;
        }
        Price price = main.price();
        if (amount != null && price == null) {
            fields.error("add_on_amount", "not_applicable", "An add-on's amount is per interval of the row's price.");
            return null;
        }
        PriceWish own = amount == null || price == null
                ? PriceWish.NONE
                : PriceWish.of(new Price(
                        new Money(amount, price.amount().currency()), price.interval(), price.intervalCount()));
        return List.of(new AddOnWish(item == null ? plan.value() : item, plan, quantity, own));
    }

    private static @Nullable ContractTerm term(RowFields fields) {
        Instant start = fields.instant("term_starts_at");
        Instant end = fields.instant("term_ends_at");
        Boolean renews = fields.bool("auto_renew");
        if (start == null && end == null) {
            return null;
        }
        if (start == null || end == null || !end.isAfter(start)) {
            fields.error("term_ends_at", "invalid_value", "A term has a start and, after it, an end.");
            return null;
        }
        return new ContractTerm(start, end, renews != null && renews);
    }

    private static @Nullable Money money(RowFields fields, String name, PriceWish price) {
        BigDecimal amount = fields.decimal(name);
        Currency currency = price.price() == null
                ? price.currency()
                : price.price().amount().currency();
        if (amount == null) {
            return null;
        }
        if (currency == null) {
            fields.error(name, "not_applicable", "An amount needs the currency of its row.");
            return null;
        }
        return new Money(amount, currency);
    }

    private static String reason(String text) {
        if (text.codePointCount(0, text.length()) > MAX_REASON) {
            throw new IllegalArgumentException("A reason has at most 500 characters.");
        }
        return text;
    }
}
