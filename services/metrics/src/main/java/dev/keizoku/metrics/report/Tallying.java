package dev.keizoku.metrics.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tallies in native amounts where one currency will do, and valued in the reporting currency where it will not. */
final class Tallying {

    private static final Currency NO_CURRENCY = Currency.getInstance("XXX");

    private final Book book;
    private final Question question;
    private final @Nullable Reporting reporting;

    Tallying(Book book, Question question, @Nullable Reporting reporting) {
        this.book = book;
        this.question = question;
        this.reporting = reporting;
    }

    /**
     * The groups of each walk.
     *
     * @param needsOneCurrency whether amounts of several currencies would have to be added
     * @param constant whether the figures compare balances, which are valued at one rate unless asked otherwise
     * @throws RateMissing when amounts would have to be valued for which there are no rates
     */
    List<BookWalk.Tallied> of(List<Windows> walks, boolean needsOneCurrency, boolean constant) {
        boolean atOneRate = constant && question.fx() != Fx.AS_REPORTED;
        if (question.fx() != null && reporting != null) {
            return walk(walks, reporting.valuation(atOneRate));
        }
        List<BookWalk.Tallied> natives = walk(walks, null);
        List<String> currencies = currencies(natives);
        boolean one = currencies.size() < 2 || question.selection().byCurrency();
        if (one || !needsOneCurrency || reporting == null) {
            return natives;
        }
        try {
            return walk(walks, reporting.valuation(atOneRate));
        } catch (RateMissing missing) {
            boolean eachHasOne = natives.stream()
                    .flatMap(walk -> walk.groups().stream())
                    .allMatch(group -> group.amounts().size() < 2);
            if (eachHasOne && !question.selection().groupBy().isEmpty()) {
                return natives;
            }
            throw new RateMissing(currencies);
        }
    }

    List<BookWalk.Tallied> walk(List<Windows> walks, @Nullable Valuation valuation) {
        Sizing sizing = question.selection().uses(Dimension.SIZE.wireName()) ? sizing() : null;
        List<BookWalk.Tallied> tallied = new ArrayList<>();
        for (Windows windows : walks) {
            tallied.add(BookWalk.tally(book, windows, question.basis(), question.selection(), valuation, sizing));
        }
        return tallied;
    }

    /** Where customers belong in the report. */
    Segments segments() {
        Sizing sizing = question.selection().uses(Dimension.SIZE.wireName()) ? sizing() : null;
        return new Segments(book, question.selection(), sizing);
    }

    private Sizing sizing() {
        LocalDate day = question.windows().periods().getFirst().from();
        return reporting == null
                ? new Sizing(day, NO_CURRENCY, FxRates.NONE)
                : new Sizing(day, reporting.currency(), reporting.rates().get());
    }

    private static List<String> currencies(List<BookWalk.Tallied> tallied) {
        TreeSet<String> currencies = new TreeSet<>();
        tallied.forEach(walk ->
                walk.groups().forEach(group -> currencies.addAll(group.amounts().keySet())));
        return List.copyOf(currencies);
    }
}
