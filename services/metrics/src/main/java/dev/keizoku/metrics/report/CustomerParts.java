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
    public record Part(Customer customer, Parts parts) {}

    /**
     * Takes the figure of a question's only period apart.
     *
     * @throws RateMissing when amounts of several currencies would have to be added
     */
    public static CustomerParts of(Book book, Metric metric, Question question, Windows window) {
        Selection selection = question.selection();
        CustomerFilter filter = CustomerFilter.of(book, selection);
        List<Part> all = new ArrayList<>();
        Set<String> currencies = new TreeSet<>();
        Parts total = partsOf(List.of(TalliedGroup.NOTHING), metric, question, book, currencies);
        for (Customer customer : book.customers()) {
            if (filter.takes(customer)) {
                Book alone = new Book(
                        book.epoch(),
                        book.position(),
                        book.scale(),
                        book.lines(),
                        book.attributeNames(),
                        List.of(customer));
                List<TalliedGroup> groups = BookWalk.tally(alone, window, question.basis(), selection);
                Parts parts = partsOf(groups, metric, question, book, currencies);
                if (!parts.isNothing()) {
                    all.add(new Part(customer, parts));
                    total = total.plus(parts);
                }
            }
        }
        if (metric.needsOneCurrency() && currencies.size() > 1) {
            throw new RateMissing(List.copyOf(currencies));
        }
        return new CustomerParts(currencies.size() == 1 ? currencies.iterator().next() : null, total, all);
    }

    private static Parts partsOf(
            List<TalliedGroup> groups, Metric metric, Question question, Book book, Set<String> currencies) {
        TalliedGroup group = groups.getFirst();
        Tally counts = group == TalliedGroup.NOTHING ? new Tally(1) : group.counts();
        currencies.addAll(group.amounts().keySet());
        Tally amounts = group.amounts().values().stream().findFirst().orElseGet(() -> new Tally(1));
        return metric.parts(new Figures(counts, amounts, 0, book.scale(), question.includeReactivation()));
    }
}
