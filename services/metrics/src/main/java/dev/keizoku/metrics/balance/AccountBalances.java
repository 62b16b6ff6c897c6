package dev.keizoku.metrics.balance;

import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.BookLine;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.RateMissing;
import dev.keizoku.metrics.report.Reporting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The balances of a book's customers at the end of a day, one customer at a time. */
public final class AccountBalances {

    private static final int[] DAYS_BEFORE = {90, 30, 0};
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private final Book book;
    private final Reporting reporting;
    private final LocalDate day;
    private final List<String> currencies = new ArrayList<>();
    private final int[] currencyOf;

    public AccountBalances(Book book, Reporting reporting, LocalDate day) {
        this.book = book;
        this.reporting = reporting;
        this.day = day;
        List<BookLine> lines = book.lines();
        this.currencyOf = new int[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            String code = lines.get(i).currency().getCurrencyCode();
            if (!currencies.contains(code)) {
                currencies.add(code);
            }
            currencyOf[i] = currencies.indexOf(code);
        }
    }

    /** Null for one that has never paid by the day, or whose amounts no exchange rate reaches. */
    @Nullable AccountBalance of(Customer customer) {
        int last = Math.toIntExact(day.toEpochDay());
        if (customer.size() == 0 || customer.day(0) > last) {
            return null;
        }
        try {
            return balance(customer, last);
        } catch (RateMissing unknown) {
            return null;
        }
    }

    /** What it was worth a month at the end of another day, at the exchange rates of this one. */
    public BigDecimal mrr(Customer customer, LocalDate on) {
        long[] balances = new long[currencies.size()];
        for (int at = 0; at < customer.size() && customer.day(at) <= on.toEpochDay(); at++) {
            balances[currencyOf[customer.line(at)]] += customer.amount(at);
        }
        return monthly(worth(balances, day));
    }

    private AccountBalance balance(Customer customer, int last) {
        long[] balances = new long[currencies.size()];
        BigDecimal[] worth = new BigDecimal[DAYS_BEFORE.length];
        LocalDate expanded = null;
        LocalDate contracted = null;
        int at = 0;
        for (int edge = 0; edge < DAYS_BEFORE.length; edge++) {
            int until = last - DAYS_BEFORE[edge];
            while (at < customer.size() && customer.day(at) <= until) {
                int today = customer.day(at);
                long[] before = balances.clone();
                for (; at < customer.size() && customer.day(at) == today; at++) {
                    balances[currencyOf[customer.line(at)]] += customer.amount(at);
                }
                int direction = direction(before, balances, today);
                if (direction > 0) {
                    expanded = LocalDate.ofEpochDay(today);
                } else if (direction < 0) {
                    contracted = LocalDate.ofEpochDay(today);
                }
            }
            worth[edge] = monthly(worth(balances, day));
        }
        return new AccountBalance(
                customer.account(), reporting.currency(), worth[2], worth[1], worth[0], expanded, contracted);
    }

    /** 1 where a day made more of what was there, -1 where it made less and left something, else 0. */
    private int direction(long[] before, long[] after, int today) {
        LocalDate on = LocalDate.ofEpochDay(today);
        BigDecimal was = worth(before, on);
        BigDecimal is = worth(after, on);
        if (was.signum() <= 0 || is.signum() <= 0) {
            return 0;
        }
        BigDecimal moved = is.subtract(was);
        BigDecimal tolerance =
                switched(before, after) ? was.multiply(book.policies().currencySwitchTolerance()) : BigDecimal.ZERO;
        return moved.abs().compareTo(tolerance) <= 0 ? 0 : moved.signum();
    }

    /** Whether what is paid in has become another currency, which moves the worth by itself. */
    private static boolean switched(long[] before, long[] after) {
        for (int c = 0; c < before.length; c++) {
            if ((before[c] == 0) != (after[c] == 0)) {
                return true;
            }
        }
        return false;
    }

    private BigDecimal worth(long[] balances, LocalDate on) {
        BigDecimal worth = BigDecimal.ZERO;
        for (int c = 0; c < balances.length; c++) {
            if (balances[c] != 0) {
                BigDecimal rate = reporting.rate(currencies.get(c), on);
                worth = worth.add(book.scale().amount(balances[c]).multiply(rate));
            }
        }
        return worth;
    }

    private BigDecimal monthly(BigDecimal annual) {
        int scale = Math.max(0, reporting.currency().getDefaultFractionDigits());
        return annual.divide(MONTHS, scale, RoundingMode.HALF_UP);
    }
}
