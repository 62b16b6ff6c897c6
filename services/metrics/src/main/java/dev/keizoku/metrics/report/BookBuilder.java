package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.MrrMovement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
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
    private BigDecimal moved = BigDecimal.ZERO;

    private @Nullable String account;
    private @Nullable String[] attributes = {};
    private int size;
    private int[] days = new int[64];
    private int[] rowLines = new int[64];
    private long[] amounts = new long[64];
    private int[] subscriptions = new int[64];
    private int[] paying = new int[64];
    private long[] gross = new long[64];
    private int[] paused = new int[64];
    private byte[] reasons = new byte[64];
    private boolean anyDiscount;
    private boolean anyPause;
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
        anyDiscount = false;
        anyPause = false;
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
    BookBuilder row(MrrMovement movement) {
        exact &= scale.holds(movement.closing()) && scale.holds(movement.closingGross());
        moved = moved.add(movement.amount()
                .max(movement.closingGross().subtract(movement.openingGross()).abs()));
        BookLine line = new BookLine(movement.plan(), movement.currency(), movement.interval(), movement.term());
        int index = lineIndex.computeIfAbsent(line, fresh -> {
            lines.add(fresh);
            return lines.size() - 1;
        });
        grow();
        days[size] = Math.toIntExact(movement.day().toEpochDay());
        rowLines[size] = index;
        amounts[size] = scale.units(movement.closing()) - scale.units(movement.opening());
        gross[size] = scale.units(movement.closingGross()) - scale.units(movement.openingGross());
        reasons[size] = (byte) movement.reason().ordinal();
        int[] before = counts.computeIfAbsent(index, any -> new int[3]);
        subscriptions[size] = movement.subscriptions() - before[0];
        paying[size] = movement.payingSubscriptions() - before[1];
        paused[size] = movement.pausedSubscriptions() - before[2];
        before[0] = movement.subscriptions();
        before[1] = movement.payingSubscriptions();
        before[2] = movement.pausedSubscriptions();
        anyDiscount |= gross[size] != amounts[size];
        anyPause |= paused[size] != 0;
        size++;
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
            long[] net = Arrays.copyOf(amounts, size);
            customers.put(
                    account,
                    new Customer(
                            account,
                            Arrays.copyOf(days, size),
                            Arrays.copyOf(rowLines, size),
                            net,
                            Arrays.copyOf(subscriptions, size),
                            Arrays.copyOf(paying, size),
                            attributes,
                            anyDiscount ? Arrays.copyOf(gross, size) : net,
                            anyPause ? Arrays.copyOf(paused, size) : new int[0],
                            Arrays.copyOf(reasons, size)));
        }
    }

    private void grow() {
        if (size == days.length) {
            days = Arrays.copyOf(days, size * 2);
            rowLines = Arrays.copyOf(rowLines, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
            subscriptions = Arrays.copyOf(subscriptions, size * 2);
            paying = Arrays.copyOf(paying, size * 2);
            gross = Arrays.copyOf(gross, size * 2);
            paused = Arrays.copyOf(paused, size * 2);
            reasons = Arrays.copyOf(reasons, size * 2);
        }
    }
}
