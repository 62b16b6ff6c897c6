package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.MrrMovement;
import java.math.BigDecimal;
import java.util.ArrayList;
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
    /** Customers alike share what they are grouped by: most tenants group by what has few values. */
    private final Map<List<@Nullable String>, @Nullable String[]> sharedAttributes = new HashMap<>();

    private final SortedMap<String, Customer> customers = new TreeMap<>(Book.BY_ACCOUNT);
    private boolean exact = true;
    private BigDecimal moved = BigDecimal.ZERO;

    private @Nullable String account;
    private @Nullable String[] attributes = {};
    private final List<Customer.Point> points = new ArrayList<>();
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
        points.clear();
        counts.clear();
        for (String name : values.keySet()) {
            if (!attributeNames.contains(name)) {
                attributeNames.add(name);
            }
        }
        List<@Nullable String> texts = new ArrayList<>(attributeNames.size());
        for (String name : attributeNames) {
            String value = values.get(name);
            texts.add(value == null ? null : sharedTexts.computeIfAbsent(value, same -> same));
        }
        attributes = sharedAttributes.computeIfAbsent(texts, fresh -> fresh.toArray(String[]::new));
        return this;
    }

    /** One row of the ledger at the grain of customer and plan. */
    BookBuilder row(MrrMovement movement) {
        exact &= scale.holds(movement.closing()) && scale.holds(movement.closingGross());
        moved = moved.add(movement.amount()
                .max(movement.closingGross().subtract(movement.openingGross()).abs()));
        BookLine line = new BookLine(movement.plan(), movement.currency(), movement.interval(), movement.term());
        int index = lineIndex.computeIfAbsent(line, fresh -> {
            lines.add(fresh);
            return lines.size() - 1;
        });
        int[] before = counts.computeIfAbsent(index, any -> new int[3]);
        points.add(new Customer.Point(
                Math.toIntExact(movement.day().toEpochDay()),
                index,
                scale.units(movement.closing()) - scale.units(movement.opening()),
                scale.units(movement.closingGross()) - scale.units(movement.openingGross()),
                movement.subscriptions() - before[0],
                movement.payingSubscriptions() - before[1],
                movement.pausedSubscriptions() - before[2],
                movement.reason()));
        before[0] = movement.subscriptions();
        before[1] = movement.payingSubscriptions();
        before[2] = movement.pausedSubscriptions();
        return this;
    }

    /** Whether every amount fitted without losing a digit. */
    boolean exact() {
        return exact;
    }

    /** The sum of the sizes of all changes, as they were and not as they fitted. */
    BigDecimal moved() {
        return moved;
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
            customers.put(account, Customer.of(account, attributes, points));
        }
    }
}
