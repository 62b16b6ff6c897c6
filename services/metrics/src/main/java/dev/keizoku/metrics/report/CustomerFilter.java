package dev.keizoku.metrics.report;

import java.util.List;
import java.util.Set;

/** Which customers a report is about, by their attributes. */
public final class CustomerFilter {

    private final int[] indexes;
    private final List<Set<String>> accepted;

    private CustomerFilter(int[] indexes, List<Set<String>> accepted) {
        this.indexes = indexes;
        this.accepted = accepted;
    }

    public static CustomerFilter of(Book book, Selection selection) {
        List<String> names = List.copyOf(selection.attributes().keySet());
        return new CustomerFilter(
                names.stream().mapToInt(book.attributeNames()::indexOf).toArray(),
                names.stream().map(selection.attributes()::get).toList());
    }

    public boolean takes(Customer customer) {
        for (int i = 0; i < indexes.length; i++) {
            String value = customer.attribute(indexes[i]);
            if (value == null || !accepted.get(i).contains(value)) {
                return false;
            }
        }
        return true;
    }
}
