package dev.keizoku.subscriptions.plan;

import dev.keizoku.kernel.FieldError;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A discount for a long term as requests write it. */
public record TermDiscountBody(
        @NotNull Integer months,
        @Nullable Integer freeMonths,
        @Nullable BigDecimal percentOff) {

    /** The discounts of a request; what is wrong with them is noted. */
    public static List<TermDiscount> read(List<TermDiscountBody> bodies, String pointer, List<FieldError> errors) {
        List<TermDiscount> read = new ArrayList<>();
        Set<Integer> terms = new HashSet<>();
        for (int i = 0; i < bodies.size(); i++) {
            TermDiscountBody body = bodies.get(i);
            try {
                read.add(new TermDiscount(body.months(), body.freeMonths(), body.percentOff()));
            } catch (IllegalArgumentException unfit) {
                errors.add(new FieldError(pointer + "/" + i, "invalid_value", String.valueOf(unfit.getMessage())));
            }
            if (!terms.add(body.months())) {
                errors.add(new FieldError(pointer + "/" + i, "repeated", "There is one discount for a term."));
            }
        }
        return TermDiscount.inOrder(read);
    }
}
