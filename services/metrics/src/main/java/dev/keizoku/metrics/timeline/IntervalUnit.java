package dev.keizoku.metrics.timeline;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;

/** The unit of a billing interval, and how many of it make a year: 12 months, 52 weeks, 365 days, whatever the calendar. */
public enum IntervalUnit {
    DAY(365),
    WEEK(52),
    MONTH(12),
    YEAR(1);

    private final BigDecimal perYear;

    IntervalUnit(int perYear) {
        this.perYear = BigDecimal.valueOf(perYear);
    }

    /**
     * The unit of that wire name.
     *
     * @throws UnreadableFact for any other name: an unknown term is never taken for a month
     */
    public static IntervalUnit of(String name) {
        for (IntervalUnit unit : values()) {
            if (unit.wireName().equals(name)) {
                return unit;
            }
        }
        throw new UnreadableFact("Prices have no interval '" + name + "'.");
    }

    /** The day so many units after another; always counted from that one, so that the 31st stays the end of a month. */
    public LocalDate after(LocalDate day, long units) {
        return switch (this) {
            case DAY -> day.plusDays(units);
            case WEEK -> day.plusWeeks(units);
            case MONTH -> day.plusMonths(units);
            case YEAR -> day.plusYears(units);
        };
    }

    public BigDecimal perYear() {
        return perYear;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
