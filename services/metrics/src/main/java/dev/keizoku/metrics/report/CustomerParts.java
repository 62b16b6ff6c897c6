package dev.keizoku.metrics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A figure of one period, taken apart by customer.
 *
 * <p>Each customer is tallied as if it were the whole company, by the walk that makes the figure itself; every formula
 * is one sum over another, so the parts add up to it exactly.
 *
 * @param currency of the amounts; null where there are none
 * @param all every customer that has a part in it, by account
 */
public record CustomerParts(@Nullable String currency, Parts total, List<Part> all) {

    /** One customer's part. */
    public record Part(String account, Parts parts) {}

    /**
     * Adds parts up.
     *
     * @param nothing the figure of nobody
     */
    public static CustomerParts of(@Nullable String currency, Parts nothing, List<Part> parts) {
        List<Part> all =
                parts.stream().filter(part -> !part.parts().isNothing()).toList();
        Parts total = all.stream().map(Part::parts).reduce(nothing, Parts::plus);
        return new CustomerParts(currency, total, all);
    }

    /** Takes the figure of a metric of the ledger apart. */
    public static CustomerParts of(Metric metric, Reading.Asked asked) {
        return of(asked.book(), metric, asked.question(), asked.question().windows(), asked.reporting());
    }

    /**
     * Takes the figure of a question's only period apart.
     *
     * @throws RateMissing when amounts of several currencies would have to be added and there are no rates
     */
    public static CustomerParts of(
            Book book, Metric metric, Question question, Windows window, @Nullable Reporting reporting) {
        Taking taking = new Taking(book, metric, question, window, reporting);
        return taking.parts(new Tallying(book, question, reporting).valuation(metric));
    }

    /** One figure being taken apart. */
    private static final class Taking {
        private final Book book;
        private final Metric metric;
        private final Question question;
        private final Windows window;
        private final @Nullable Reporting reporting;
        private final Set<String> currencies = new TreeSet<>();

        Taking(Book book, Metric metric, Question question, Windows window, @Nullable Reporting reporting) {
            this.book = book;
            this.metric = metric;
            this.question = question;
            this.window = window;
            this.reporting = reporting;
        }

        CustomerParts parts(@Nullable Valuation valuation) {
            currencies.clear();
            List<Part> all = new ArrayList<>();
            Parts nothing = partsOf(TalliedGroup.NOTHING);
            if (window.size() == 0) {
                return CustomerParts.of(null, nothing, List.of());
            }
            for (Customer customer : book.customers()) {
                Tallying alone = new Tallying(book.of(customer), question, reporting);
                List<TalliedGroup> groups = alone.walk(List.of(window), metric, valuation)
                        .getFirst()
                        .groups();
                all.add(new Part(customer.account(), partsOf(groups.getFirst())));
            }
            if (valuation == null && metric.needsOneCurrency() && currencies.size() > 1) {
                throw new RateMissing(List.copyOf(currencies));
            }
            return CustomerParts.of(
                    currencies.size() == 1 ? currencies.iterator().next() : null, nothing, all);
        }

        private Parts partsOf(TalliedGroup group) {
            boolean nothing = group == TalliedGroup.NOTHING;
            currencies.addAll(group.amounts().keySet());
            Tally counts = nothing ? new Tally(1) : group.counts();
            Tally amounts = group.amounts().values().stream().findFirst().orElseGet(() -> new Tally(1));
            return metric.parts(new Figures(counts, amounts, 0, group.scale(), question.includeReactivation()));
        }
    }
}
