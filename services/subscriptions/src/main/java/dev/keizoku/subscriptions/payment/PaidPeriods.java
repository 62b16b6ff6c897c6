package dev.keizoku.subscriptions.payment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the periods of service out of the payments of one customer.
 *
 * <p>A payment that is there twice counts once. Payments of a day add up, and are for the plan of the largest of them. Each paid day begins a period of one interval,
 * which the next payment cuts short or, within the days of grace, stretches. The last one stays open for as long as the
 * next payment could still come without a gap. Periods that touch and are of one amount and plan are one.
 */
final class PaidPeriods {

    private static final Comparator<Payment> LARGEST =
            Comparator.comparing(Payment::amount).thenComparing(Payment::plan, Comparator.reverseOrder());

    /**
     * A period of service at one amount and plan.
     *
     * @param end the first day without service; null while it goes on
     */
    record Period(LocalDate start, @Nullable LocalDate end, BigDecimal amount, Currency currency, String plan) {

        boolean goesOnAs(Period next) {
            return next.start.equals(end)
                    && next.amount.compareTo(amount) == 0
                    && next.currency.equals(currency)
                    && next.plan.equals(plan);
        }
    }

    private PaidPeriods() {}

    /**
     * The periods in order.
     *
     * @param payments of one customer and currency, in any order
     * @param lastDay the last day of the log
     */
    static List<Period> of(Collection<Payment> payments, LocalDate lastDay, PeriodRule rule) {
        TreeMap<LocalDate, List<Payment>> days = payments.stream()
                .distinct()
                .collect(Collectors.groupingBy(Payment::day, TreeMap::new, Collectors.toList()));
        List<Period> periods = new ArrayList<>();
        days.forEach((day, paid) -> add(periods, period(day, paid, end(day, days.higherKey(day), lastDay, rule))));
        return periods;
    }

    private static Period period(LocalDate day, List<Payment> payments, @Nullable LocalDate end) {
        Payment largest = payments.stream().max(LARGEST).orElseThrow();
        BigDecimal sum = payments.stream().map(Payment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Period(day, end, canonical(sum.max(BigDecimal.ZERO)), largest.currency(), largest.plan());
    }

    private static BigDecimal canonical(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static @Nullable LocalDate end(
            LocalDate day, @Nullable LocalDate next, LocalDate lastDay, PeriodRule rule) {
        LocalDate paidUntil = rule.paidUntil(day);
        LocalDate renewableUntil = rule.renewableUntil(day);
        if (next == null) {
            return renewableUntil.isAfter(lastDay) ? null : paidUntil;
        }
        return next.isAfter(renewableUntil) ? paidUntil : next;
    }

    private static void add(List<Period> periods, Period period) {
        Period last = periods.isEmpty() ? null : periods.getLast();
        if (last != null && last.goesOnAs(period)) {
            periods.removeLast();
            periods.add(new Period(last.start(), period.end(), last.amount(), last.currency(), last.plan()));
        } else {
            periods.add(period);
        }
    }
}
