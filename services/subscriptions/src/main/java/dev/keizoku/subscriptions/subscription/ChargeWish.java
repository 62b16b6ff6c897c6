package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.subscriptions.timeline.Charge;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The charge for use a request tells of. */
public record ChargeWish(
        @Nullable Money amount,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd) {

    /** Nothing said. */
    public static final ChargeWish NONE = new ChargeWish(null, null, null);

    public ChargeWish {
        periodStart = periodStart == null ? null : periodStart.truncatedTo(ChronoUnit.MICROS);
        periodEnd = periodEnd == null ? null : periodEnd.truncatedTo(ChronoUnit.MICROS);
    }

    /** The names of the fields that say something, as requests write them. */
    List<String> said() {
        List<String> said = new ArrayList<>();
        note(said, "charge", amount);
        note(said, "period_start", periodStart);
        note(said, "period_end", periodEnd);
        return said;
    }

    /** What is wrong with it as a charge to record. */
    List<FieldError> misfits(String prefix) {
        List<FieldError> errors = new ArrayList<>();
        if (amount == null) {
            errors.add(new FieldError(prefix + "charge", "required", "Say how much was charged for what was used."));
        } else if (amount.amount().signum() < 0) {
            errors.add(new FieldError(prefix + "charge", "invalid_value", "A charge is not negative."));
        }
        if (periodStart == null) {
            errors.add(new FieldError(prefix + "period_start", "required", "Say when the period of service starts."));
        }
        if (periodEnd == null) {
            errors.add(new FieldError(prefix + "period_end", "required", "Say when the period of service is over."));
        } else if (periodStart != null && !periodEnd.isAfter(periodStart)) {
            errors.add(new FieldError(prefix + "period_end", "invalid_value", "A period ends after it starts."));
        }
        return errors;
    }

    /** The charge a fitting wish comes to. */
    Charge toCharge() {
        return new Charge(
                Objects.requireNonNull(amount), Objects.requireNonNull(periodStart), Objects.requireNonNull(periodEnd));
    }

    /** The wish as text that is the same for equal wishes only. */
    String text() {
        return amount == null
                ? ""
                : String.join(
                        " ",
                        "\ncharge",
                        amount.amount().stripTrailingZeros().toPlainString(),
                        amount.currency().getCurrencyCode(),
                        String.valueOf(periodStart),
                        String.valueOf(periodEnd));
    }

    private static void note(List<String> said, String field, @Nullable Object value) {
        if (value != null) {
            said.add(field);
        }
    }
}
