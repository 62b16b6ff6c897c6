package dev.keizoku.metrics.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What a contract is bound to: from an instant to another, the latter excluded. */
public record Commitment(Instant startsAt, Instant endsAt, boolean autoRenew) {

    /**
     * Its length as the dimension {@code term} shows it: {@code 12-month}, or days where it is shorter than a month.
     *
     * <p>A day is allowed for what a zone or a daylight saving change moves either end by.
     */
    public String length() {
        LocalDate from = LocalDate.ofInstant(startsAt, ZoneOffset.UTC);
        LocalDate to = LocalDate.ofInstant(endsAt, ZoneOffset.UTC);
        long months = ChronoUnit.MONTHS.between(from, to.plusDays(1));
        return months > 0 ? months + "-month" : ChronoUnit.DAYS.between(from, to) + "-day";
    }
}
