package dev.keizoku.metrics.report;

import dev.keizoku.kernel.Money;
import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.movement.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;

/** One day's movement of an account's MRR in one currency, as it looks on the wire. */
public record MovementLine(LocalDate day, String type, String reason, Money amount, Money opening, Money closing) {

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    /** A movement between two annual balances. */
    public static MovementLine of(
            LocalDate day,
            MovementType type,
            Reason reason,
            Currency currency,
            BigDecimal opening,
            BigDecimal closing) {
        return new MovementLine(
                day,
                type.wireName(),
                reason.wireName(),
                monthly(closing.subtract(opening).abs(), currency),
                monthly(opening, currency),
                monthly(closing, currency));
    }

    static Money monthly(BigDecimal annual, Currency currency) {
        return Reading.money(new MetricValue.Amount(annual, MONTHS), currency);
    }
}
