package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns ledger rows, one account after the other, into the customers of a book. */
final class BookBuilder {

    private final AmountScale scale;
    private final List<BookLine> lines;
    private final Map<BookLine, Integer> lineIndex = new HashMap<>();
    private final List<String> attributeNames;
    private final Map<String, String> sharedTexts = new HashMap<>();
    private final SortedMap<String, Customer> customers = new TreeMap<>(Book.BY_ACCOUNT);
    private boolean exact = true;

    private @Nullable String account;
    private @Nullable String[] attributes = {};
    private int size;
    private int[] days = new int[64];
    private int[] rowLines = new int[64];
    private long[] amounts = new long[64];
    private int[] subscriptions = new int[64];
    private int[] paying = new int[64];
    private final Map<Integer, int[]> counts = new HashMap<>();

    BookBuilder(AmountScale scale, List<BookLine> lines, List<String> attributeNames) {
        this.scale = scale;
        this.lines = new ArrayList<>(lines);
        this.attributeNames = new ArrayList<>(attributeNames);
        for (int i = 0; i < lines.size(); i++) {
            lineIndex.put(lines.get(i), i);
        }
    }

    /** Begins the next account; its rows follow, by day. */
    BookBuilder account(String id, Map<String, String> values) {
        finish();
        account = id;
        size = 0;
        counts.clear();
        for (String name : values.keySet()) {
            if (!attributeNames.contains(name)) {
                attributeNames.add(name);
            }
        }
        attributes = new String[attributeNames.size()];
        for (int i = 0; i < attributes.length; i++) {
            String value = values.get(attributeNames.get(i));
            attributes[i] = value == null ? null : sharedTexts.computeIfAbsent(value, same -> same);
        }
        return this;
    }

    /** One row of the ledger at the grain of customer and plan. */
    BookBuilder row(
            String plan,
            Currency currency,
            LocalDate day,
            BigDecimal opening,
            BigDecimal closing,
            int subscriptionsNow,
            int payingNow) {
        exact &= scale.holds(closing);
        BookLine line = new BookLine(plan, currency);
        int index = lineIndex.computeIfAbsent(line, fresh -> {
            lines.add(fresh);
            return lines.size() - 1;
        });
        grow();
        days[size] = Math.toIntExact(day.toEpochDay());
        rowLines[size] = index;
        amounts[size] = scale.units(closing) - scale.units(opening);
        int[] before = counts.computeIfAbsent(index, any -> new int[2]);
        subscriptions[size] = subscriptionsNow - before[0];
        paying[size] = payingNow - before[1];
        before[0] = subscriptionsNow;
        before[1] = payingNow;
        size++;
        return this;
    }

    /** Whether every amount fitted without losing a digit. */
    boolean exact() {
        return exact;
    }

    List<BookLine> lines() {
        return List.copyOf(lines);
    }

    List<String> attributeNames() {
        return List.copyOf(attributeNames);
    }

    /** The accounts read, those without any row among them. */
    SortedMap<String, Customer> customers() {
        finish();
        account = null;
        return customers;
    }

    Book build(long epoch, long position) {
        return new Book(epoch, position, scale, List.of(), List.of(), List.of())
                .with(position, lines(), attributeNames(), customers());
    }

    private void finish() {
        if (account != null) {
            customers.put(
                    account,
                    new Customer(
                            account,
                            Arrays.copyOf(days, size),
                            Arrays.copyOf(rowLines, size),
                            Arrays.copyOf(amounts, size),
                            Arrays.copyOf(subscriptions, size),
                            Arrays.copyOf(paying, size),
                            attributes));
        }
    }

    private void grow() {
        if (size == days.length) {
            days = Arrays.copyOf(days, size * 2);
            rowLines = Arrays.copyOf(rowLines, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
            subscriptions = Arrays.copyOf(subscriptions, size * 2);
            paying = Arrays.copyOf(paying, size * 2);
        }
    }
}
