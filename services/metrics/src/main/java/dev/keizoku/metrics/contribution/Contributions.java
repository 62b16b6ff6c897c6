package dev.keizoku.metrics.contribution;

import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.CustomerParts;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a figure in a stable order, a page at a time. */
final class Contributions {

    /** How they are ordered; the account decides between equals. */
    enum Order {
        ACCOUNT("account", Comparator.comparing(Position::account, Book.BY_ACCOUNT)),
        LARGEST(
                "-numerator",
                Comparator.comparing((Position position) -> position.numerator().abs())
                        .reversed()
                        .thenComparing(Position::account, Book.BY_ACCOUNT));

        private final String wireName;
        private final Comparator<Position> comparator;

        Order(String wireName, Comparator<Position> comparator) {
            this.wireName = wireName;
            this.comparator = comparator;
        }

        static Order of(String wireName) {
            return wireName.equals(ACCOUNT.wireName) ? ACCOUNT : LARGEST;
        }
    }

    /** A place in an order, whether or not anybody is there any more. */
    record Position(BigDecimal numerator, String account) {

        static Position of(CustomerParts.Part part) {
            return new Position(part.parts().numerator(), part.account());
        }

        static Position parse(String text) {
            int space = text.indexOf(' ');
            return new Position(new BigDecimal(text.substring(0, space)), text.substring(space + 1));
        }

        @Override
        public String toString() {
            return numerator.toPlainString() + " " + account;
        }
    }

    private Contributions() {}

    /** One more than the limit, where there are more. */
    static List<CustomerParts.Part> after(
            List<CustomerParts.Part> parts, Order order, @Nullable Position position, int limit) {
        return parts.stream()
                .filter(part -> position == null || order.comparator.compare(Position.of(part), position) > 0)
                .sorted(Comparator.comparing(Position::of, order.comparator))
                .limit(limit + 1L)
                .toList();
    }
}
