package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer's balance changes, by day, each of one line (plan and currency), and the attributes to group it by.
 *
 * <p>Packed into whole numbers rather than objects: a tenant has hundreds of thousands of these in memory, and most have a
 * handful of changes. A change takes two words (its day, line, reason and counts; its amount), a third where discounts make
 * the balance before them another one, and five where a line or a count is too large to share a word.
 */
public final class Customer {

    private static final Reason[] REASONS = Reason.values();

    private static final int BARE = 2;
    private static final int DISCOUNTED = 3;
    private static final int WIDE = 5;

    /** Of a customer without changes: this, its id, and its place in the book. */
    static final int BYTES = 96;

    /** Of one change as most are. */
    static final int BYTES_OF_CHANGE = BARE * Long.BYTES;

    /** Of the first word: the day at the top, then whatever the layout has below it. */
    private static final int DAY = 44;

    private static final Bits LINE = new Bits(28, 16, 0);
    private static final Bits REASON = new Bits(22, 6, 0);
    private static final Bits SUBSCRIPTIONS = new Bits(14, 8, 128);
    private static final Bits PAYING = new Bits(7, 7, 64);
    private static final Bits PAUSED = new Bits(0, 7, 64);

    private final String account;
    private final @Nullable String[] attributes;
    private final long[] words;
    private final int stride;

    private Customer(String account, @Nullable String[] attributes, long[] words, int stride) {
        this.account = account;
        this.attributes = attributes;
        this.words = words;
        this.stride = stride;
    }

    /** Some bits of a word, holding a number from {@code -bias} on. */
    private record Bits(int shift, int width, int bias) {

        boolean holds(int value) {
            return (long) value + bias >= 0 && (long) value + bias < 1L << width;
        }

        long of(int value) {
            return (long) (value + bias) << shift;
        }

        int in(long word) {
            return (int) (word >>> shift & (1L << width) - 1) - bias;
        }
    }

    /**
     * One balance change.
     *
     * @param day as a day of the epoch
     * @param line index into the book's lines
     * @param amount what the day added to the annualised balance of the line, in the book's scale
     * @param gross what it added to the balance before discounts
     * @param subscriptions what it added to the number of subscriptions in service
     * @param paying the same for those worth more than nothing
     * @param paused the same for those that are paused
     * @param reason why
     */
    record Point(int day, int line, long amount, long gross, int subscriptions, int paying, int paused, Reason reason) {

        private boolean isNarrow() {
            return LINE.holds(line)
                    && REASON.holds(reason.ordinal())
                    && SUBSCRIPTIONS.holds(subscriptions)
                    && PAYING.holds(paying)
                    && PAUSED.holds(paused);
        }

        private long narrow() {
            return (long) day << DAY
                    | LINE.of(line)
                    | REASON.of(reason.ordinal())
                    | SUBSCRIPTIONS.of(subscriptions)
                    | PAYING.of(paying)
                    | PAUSED.of(paused);
        }
    }

    /**
     * Packs a customer.
     *
     * @param attributes in the order of the book's attribute names; shorter where later names are unset
     * @param points by day
     */
    static Customer of(String account, @Nullable String[] attributes, List<Point> points) {
        int stride = BARE;
        for (Point point : points) {
            if (!point.isNarrow()) {
                stride = WIDE;
            } else if (point.gross() != point.amount()) {
                stride = Math.max(stride, DISCOUNTED);
            }
        }
        long[] words = new long[points.size() * stride];
        int at = 0;
        for (Point point : points) {
            words[at] = stride == WIDE ? (long) point.day() << DAY | point.line() : point.narrow();
            words[at + 1] = point.amount();
            if (stride > BARE) {
                words[at + 2] = point.gross();
            }
            if (stride == WIDE) {
                words[at + 3] = pair(point.subscriptions(), point.paying());
                words[at + 4] = pair(point.paused(), point.reason().ordinal());
            }
            at += stride;
        }
        return new Customer(account, attributes, words, stride);
    }

    public String account() {
        return account;
    }

    /** How many balance changes there are. */
    public int size() {
        return words.length / stride;
    }

    /** The epoch day of a change; days ascend. */
    public int day(int index) {
        return (int) (words[index * stride] >> DAY);
    }

    /** Of what it is a change: an index into the book's lines. */
    public int line(int index) {
        long word = words[index * stride];
        return stride == WIDE ? (int) word : LINE.in(word);
    }

    /** What it added to the annualised balance of the line, in the book's scale. */
    public long amount(int index) {
        return words[index * stride + 1];
    }

    /** What it added to the balance before discounts. */
    public long gross(int index) {
        return words[index * stride + (stride == BARE ? 1 : 2)];
    }

    /** What it added to the number of subscriptions in service. */
    public int subscriptions(int index) {
        int at = index * stride;
        return stride == WIDE ? first(words[at + 3]) : SUBSCRIPTIONS.in(words[at]);
    }

    /** The same for those worth more than nothing. */
    public int paying(int index) {
        int at = index * stride;
        return stride == WIDE ? second(words[at + 3]) : PAYING.in(words[at]);
    }

    /** The same for those that are paused. */
    public int paused(int index) {
        int at = index * stride;
        return stride == WIDE ? first(words[at + 4]) : PAUSED.in(words[at]);
    }

    /** Why the balance moved. */
    public Reason reason(int index) {
        int at = index * stride;
        return REASONS[stride == WIDE ? second(words[at + 4]) : REASON.in(words[at])];
    }

    public @Nullable String attribute(int index) {
        return index >= 0 && index < attributes.length ? attributes[index] : null;
    }

    /** The customer's value of a named attribute. */
    public @Nullable String attribute(List<String> names, String name) {
        return attribute(names.indexOf(name));
    }

    /** The same with amounts of a finer scale. */
    Customer scaled(long factor) {
        long[] scaled = words.clone();
        for (int at = 0; at < scaled.length; at += stride) {
            scaled[at + 1] = Math.multiplyExact(scaled[at + 1], factor);
            if (stride > BARE) {
                scaled[at + 2] = Math.multiplyExact(scaled[at + 2], factor);
            }
        }
        return new Customer(account, attributes, scaled, stride);
    }

    /** What it takes in memory, with its share of the book. */
    long bytes() {
        return BYTES + (long) words.length * Long.BYTES;
    }

    private static long pair(int first, int second) {
        return (long) first << Integer.SIZE | second & 0xffff_ffffL;
    }

    private static int first(long pair) {
        return (int) (pair >> Integer.SIZE);
    }

    private static int second(long pair) {
        return (int) pair;
    }
}
