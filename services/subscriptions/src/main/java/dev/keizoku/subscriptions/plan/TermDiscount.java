package dev.keizoku.subscriptions.plan;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is off the price of a long term: months that are free, or a part of it.
 *
 * @param months how long the term is
 * @param freeMonths of the term's months, those that cost nothing: two of a year's are 12 for 10
 * @param percentOff as a part of 1: 0.25 is a quarter off
 */
public record TermDiscount(
        int months, @Nullable Integer freeMonths, @Nullable BigDecimal percentOff) {

    /** The longest term. */
    public static final int MAX_MONTHS = 120;

    /** What holds until the tenant says otherwise: a year 12 for 10, two years 25 % and three years 30 % off. */
    public static final List<TermDiscount> DEFAULTS = List.of(
            new TermDiscount(12, 2, null),
            new TermDiscount(24, null, new BigDecimal("0.25")),
            new TermDiscount(36, null, new BigDecimal("0.3")));

    public TermDiscount {
        if (months < 1 || months > MAX_MONTHS) {
            throw new IllegalArgumentException("A term has 1 to 120 months.");
        }
        if ((freeMonths == null) == (percentOff == null)) {
            throw new IllegalArgumentException("A term has either free months or a percentage off.");
        }
        if (freeMonths != null && (freeMonths < 1 || freeMonths > months)) {
            throw new IllegalArgumentException("Of a term's months at least one and at most all are free.");
        }
        percentOff = percentOff == null ? null : Numbers.canonical(percentOff);
        if (percentOff != null && (percentOff.signum() <= 0 || percentOff.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException("A percentage off is more than 0 and at most 1.");
        }
    }

    /** What the whole term costs at a monthly price; exact. */
    public BigDecimal priceOf(BigDecimal monthly) {
        if (freeMonths != null) {
            return monthly.multiply(BigDecimal.valueOf((long) months - freeMonths));
        }
        BigDecimal off = percentOff == null ? BigDecimal.ZERO : percentOff;
        return monthly.multiply(BigDecimal.valueOf(months)).multiply(BigDecimal.ONE.subtract(off));
    }

    static List<TermDiscount> inOrder(List<TermDiscount> discounts) {
        return discounts.stream()
                .sorted(Comparator.comparingInt(TermDiscount::months))
                .toList();
    }
}
