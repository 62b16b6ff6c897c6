package dev.keizoku.metrics.reason;

import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.movement.MrrMovement;
import dev.keizoku.metrics.movement.Reason;
import dev.keizoku.metrics.report.MovementLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * One day's movement of a whole customer in one currency, annualised, and whose it is.
 *
 * @param code a leaver's own reason, if there is one
 */
public record AccountMovement(
        String account,
        Currency currency,
        LocalDate day,
        MovementType type,
        Reason reason,
        @Nullable String code,
        BigDecimal opening,
        BigDecimal closing) {

    static AccountMovement of(String account, MrrMovement movement) {
        return new AccountMovement(
                account,
                movement.currency(),
                movement.day(),
                movement.type(),
                movement.reason(),
                movement.code(),
                movement.opening(),
                movement.closing());
    }

    public MovementLine line() {
        return MovementLine.of(day, type, reason, currency, opening, closing);
    }

    public BigDecimal amount() {
        return closing.subtract(opening).abs();
    }
}
