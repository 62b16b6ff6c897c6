package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tallies in the reporting currency, and in native amounts where currencies are kept apart. */
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
     * @param metric null for the waterfall
     * @throws RateMissing when amounts would have to be valued for which there are no rates
     */
    List<BookWalk.Tallied> of(List<Windows> walks, @Nullable Metric metric) {
        return walk(walks, metric, valuation(metric));
    }

    /** What amounts are valued by; null where they are in the right currency as they are, or there are none. */
    @Nullable Valuation valuation(@Nullable Metric metric) {
        boolean atOneRate = metric != null && metric.comparesWithOpening() && question.fx() != Fx.AS_REPORTED;
        boolean needsOneCurrency = metric == null || metric.needsOneCurrency();
        boolean stay = question.fx() == null && (!needsOneCurrency || staysNative(atOneRate));
        return reporting == null || stay ? null : reporting.valuation(atOneRate);
    }

    /** One currency that is the reporting one anyway needs no rates, nor does a share of it at one rate. */
    private boolean staysNative(boolean atOneRate) {
        if (reporting == null || question.staysNative()) {
            return true;
        }
        Set<Currency> currencies = new HashSet<>();
        for (BookLine line : book.lines()) {
            if (question.selection().takesCurrency(line.currency().getCurrencyCode())) {
                currencies.add(line.currency());
            }
        }
        currencies.remove(NO_CURRENCY);
        return currencies.size() < 2
                && (atOneRate || Set.of(reporting.currency()).containsAll(currencies));
    }

    /** The groups of each walk, valued in a way that is known already. */
    List<BookWalk.Tallied> walk(List<Windows> walks, @Nullable Metric metric, @Nullable Valuation valuation) {
        Selection selection = metric != null && metric.followsTransfers()
                ? question.selection().without(Reason.TRANSFER)
                : question.selection();
        Sizing sizing = question.selection().uses(Dimension.SIZE.wireName()) ? sizing() : null;
        List<BookWalk.Tallied> tallied = new ArrayList<>();
        for (Windows windows : walks) {
            tallied.add(BookWalk.tally(book, windows, question.basis(), selection, valuation, sizing));
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
}
