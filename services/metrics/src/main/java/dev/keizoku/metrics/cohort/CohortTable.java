package dev.keizoku.metrics.cohort;

import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.lifetime.PaidHistory;
import dev.keizoku.metrics.lifetime.Worth;
import dev.keizoku.metrics.report.Basis;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.report.Windows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Retention by cohort: what is left of the customers who first paid in each interval, at the end of every later one.
 *
 * <p>By {@link Basis#LEDGER} the cohort is the interval of the first paid day, so that who left again within it is in
 * the cohort's size and not in its cell 0. By {@link Basis#ENDPOINTS} it is the first interval at whose end the customer
 * paid.
 *
 * @param rows one for each interval, oldest first
 * @param totals by offset, over the cohorts that are old enough
 */
record CohortTable(List<Row> rows, List<Cell> totals) {

    /**
     * One cohort.
     *
     * @param start what its cells are taken of; revenue is that at the end of its own interval
     * @param cells by offset; null where the interval is not over yet
     */
    record Row(Span period, boolean complete, Cell start, List<@Nullable Cell> cells) {}

    /**
     * Customers who pay and their annualised balance, with what they are a share of.
     *
     * @param ofCustomers the customers the cell is a share of
     * @param ofBalance the balance it is a share of
     */
    record Cell(long customers, BigDecimal balance, long ofCustomers, BigDecimal ofBalance) {

        Cell plus(Cell other) {
            return new Cell(
                    customers + other.customers,
                    balance.add(other.balance),
                    ofCustomers + other.ofCustomers,
                    ofBalance.add(other.ofBalance));
        }
    }

    private static final Cell NOTHING = new Cell(0, BigDecimal.ZERO, 0, BigDecimal.ZERO);

    /**
     * The cohorts of some customers.
     *
     * @param firstMonth where the year of the intervals begins
     * @param worth what their balances are; null where only customers are counted
     */
    static CohortTable of(
            List<PaidHistories.Of> customers,
            Windows windows,
            Interval interval,
            int firstMonth,
            Basis basis,
            @Nullable Worth worth) {
        int size = windows.size();
        List<List<PaidHistory>> cohorts = new ArrayList<>();
        for (int window = 0; window < size; window++) {
            cohorts.add(new ArrayList<>());
        }
        for (PaidHistories.Of one : customers) {
            int window = cohortOf(one.history(), windows, interval, firstMonth, basis);
            if (window >= 0) {
                cohorts.get(window).add(one.history());
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int window = 0; window < size; window++) {
            rows.add(row(cohorts.get(window), window, windows, worth));
        }
        return new CohortTable(rows, totals(rows));
    }

    /** The window of the cohort, or -1 when the customer began before them or has not begun. */
    private static int cohortOf(PaidHistory history, Windows windows, Interval interval, int firstMonth, Basis basis) {
        int day = history.firstPaid();
        if (day >= windows.last()) {
            return -1;
        }
        return switch (basis) {
            case LEDGER -> windowOf(day, windows);
            case ENDPOINTS -> {
                LocalDate end = interval.endOf(LocalDate.ofEpochDay(day), firstMonth);
                while (end.toEpochDay() < windows.last() && !history.paysBefore((int) end.toEpochDay())) {
                    end = interval.endOf(end, firstMonth);
                }
                int edge = (int) Math.min(end.toEpochDay(), windows.last());
                yield history.paysBefore(edge) ? windowOf(edge - 1, windows) : -1;
            }
        };
    }

    private static int windowOf(int day, Windows windows) {
        int window = windows.size() - 1;
        while (window >= 0 && windows.edge(window) > day) {
            window--;
        }
        return window;
    }

    private static Row row(List<PaidHistory> cohort, int own, Windows windows, @Nullable Worth worth) {
        BigDecimal start = balance(cohort, windows.edge(own + 1), worth);
        List<@Nullable Cell> cells = new ArrayList<>();
        for (int window = own; window < windows.periods().size(); window++) {
            boolean mature = windows.complete(windows.periods().get(window));
            cells.add(mature ? cell(cohort, windows.edge(window + 1), start, worth) : null);
        }
        Span period = windows.periods().get(own);
        return new Row(period, windows.complete(period), new Cell(cohort.size(), start, cohort.size(), start), cells);
    }

    private static Cell cell(List<PaidHistory> cohort, int edge, BigDecimal start, @Nullable Worth worth) {
        long customers =
                cohort.stream().filter(history -> history.paysBefore(edge)).count();
        return new Cell(customers, balance(cohort, edge, worth), cohort.size(), start);
    }

    private static BigDecimal balance(List<PaidHistory> cohort, int edge, @Nullable Worth worth) {
        if (worth == null || cohort.isEmpty()) {
            return BigDecimal.ZERO;
        }
        long[] sums = cohort.getFirst().balancesBefore(edge).clone();
        for (PaidHistory history : cohort.subList(1, cohort.size())) {
            long[] own = history.balancesBefore(edge);
            for (int currency = 0; currency < sums.length; currency++) {
                sums[currency] += own[currency];
            }
        }
        return worth.of(sums);
    }

    private static List<Cell> totals(List<Row> rows) {
        List<Cell> totals = new ArrayList<>();
        int offsets = rows.isEmpty() ? 0 : rows.getFirst().cells().size();
        for (int offset = 0; offset < offsets; offset++) {
            Cell total = NOTHING;
            for (Row row : rows) {
                Cell cell = offset < row.cells().size() ? row.cells().get(offset) : null;
                total = cell == null ? total : total.plus(cell);
            }
            totals.add(total);
        }
        return totals;
    }
}
