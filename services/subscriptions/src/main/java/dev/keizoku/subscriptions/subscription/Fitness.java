package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What requests say that their kind has no use for, or leave out though their kind needs it. */
final class Fitness {

    private static final int QUANTITY_SCALE = 6;
    private static final int QUANTITY_INTEGER_DIGITS = 14;
    private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");

    private final ChangeRequest request;
    private final String prefix;
    private final List<FieldError> errors = new ArrayList<>();

    private Fitness(ChangeRequest request, String prefix) {
        this.request = request;
        this.prefix = prefix;
    }

    /** Everything that is wrong with a request; field names get the prefix. */
    static List<FieldError> misfits(ChangeRequest request, String prefix) {
        Fitness fitness = new Fitness(request, prefix);
        fitness.terms();
        fitness.cancellation();
        fitness.discount();
        fitness.transfer();
        fitness.charge();
        fitness.leaving();
        return fitness.errors;
    }

    private void terms() {
        TermsWish terms = request.terms();
        if (!request.kind().hasTerms()) {
            terms.said().forEach(this::notApplicable);
        } else if (request.kind() == ChangeKind.CHANGE_TERMS && terms.said().isEmpty()) {
            error("plan_id", "required", "Say what changes: plan, quantity, price, add-ons, minimum or term.");
        }
        quantity("quantity", terms.quantity());
        Money minimum = terms.minimum();
        if (minimum != null && minimum.amount().signum() < 0) {
            error("minimum", "invalid_value", "A minimum is not negative.");
        }
        if (terms.addOns() != null) {
            Set<String> items = new HashSet<>();
            for (int i = 0; i < terms.addOns().size(); i++) {
                AddOnWish addOn = terms.addOns().get(i);
                quantity("add_ons/" + i + "/quantity", addOn.quantity());
                if (!items.add(addOn.itemId())) {
                    error("add_ons/" + i + "/item_id", "repeated", "An item is there once.");
                }
            }
        }
    }

    private void quantity(String field, @Nullable BigDecimal quantity) {
        if (quantity != null && !fits(quantity)) {
            error(
                    field,
                    "invalid_value",
                    "A quantity is more than zero, with at most 14 integer and 6 fraction digits.");
        }
    }

    private void cancellation() {
        if (request.kind() != ChangeKind.SCHEDULE_CANCELLATION) {
            if (request.cancelAt() != null) {
                notApplicable("cancel_at");
            }
        } else if (request.cancelAt() == null) {
            error("cancel_at", "required", "Say when the subscription is to end.");
        } else if (!request.cancelAt().isAfter(request.effectiveAt())) {
            error(
                    "cancel_at",
                    "invalid_value",
                    "A cancellation is scheduled for later than it takes effect; to end at once, cancel.");
        }
    }

    private void discount() {
        DiscountWish discount = request.discount();
        if (request.kind() == ChangeKind.APPLY_DISCOUNT) {
            errors.addAll(discount.misfits(prefix, request.effectiveAt()));
        } else if (request.kind() == ChangeKind.REMOVE_DISCOUNT) {
            discount.said().stream()
                    .filter(field -> !field.equals("discount_id"))
                    .forEach(this::notApplicable);
            if (discount.discountId() == null) {
                error("discount_id", "required", "Say which discount to remove.");
            }
        } else {
            discount.said().forEach(this::notApplicable);
        }
    }

    private void transfer() {
        if (request.kind() == ChangeKind.TRANSFER && request.to() == null) {
            error("to_account_id", "required", "Say whose the subscription becomes.");
        } else if (request.kind() != ChangeKind.TRANSFER && request.to() != null) {
            notApplicable("to_account_id");
        }
    }

    private void charge() {
        ChargeWish charge = request.charge();
        if (request.kind() == ChangeKind.USAGE_CHARGE) {
            errors.addAll(charge.misfits(prefix));
        } else {
            charge.said().forEach(this::notApplicable);
        }
    }

    private void leaving() {
        String code = request.why().reasonCode();
        if (!request.kind().leaves()) {
            if (code != null) {
                notApplicable("reason_code");
            }
            if (request.why().intent() != null) {
                notApplicable("intent");
            }
        } else if (code != null && !CODE.matcher(code).matches()) {
            error("reason_code", "invalid_value", "A code has 1 to 64 lower-case letters, digits and underscores.");
        }
    }

    private void notApplicable(String field) {
        error(field, "not_applicable", "A change of kind " + request.kind().wire() + " has no such field.");
    }

    private void error(String field, String code, String detail) {
        errors.add(new FieldError(prefix + field, code, detail));
    }

    private static boolean fits(BigDecimal quantity) {
        return quantity.signum() > 0
                && quantity.scale() <= QUANTITY_SCALE
                && (long) quantity.precision() - quantity.scale() <= QUANTITY_INTEGER_DIGITS;
    }
}
