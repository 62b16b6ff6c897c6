package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.AccountLedger;
import dev.keizoku.metrics.movement.MrrMovement;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes books from timelines, without a database between. */
public final class BookOf {

    private final Map<String, Collection<TimelineEntry>> timelines = new TreeMap<>(Book.BY_ACCOUNT);
    private final Map<String, Map<String, String>> attributes = new TreeMap<>();

    public static BookOf nothing() {
        return new BookOf();
    }

    public static Book one(Collection<TimelineEntry> timeline) {
        return nothing().customer("acme", timeline).book();
    }

    public static Book of(Map<String, ? extends Collection<TimelineEntry>> timelines) {
        BookOf book = nothing();
        timelines.forEach(book::customer);
        return book.book();
    }

    public BookOf customer(String account, Collection<TimelineEntry> timeline) {
        return customer(account, timeline, Map.of());
    }

    public BookOf customer(String account, Collection<TimelineEntry> timeline, Map<String, String> values) {
        timelines.put(account, timeline);
        attributes.put(account, values);
        return this;
    }

    public Book book() {
        return book(ZoneOffset.UTC);
    }

    public Book book(ZoneId zone) {
        Map<String, List<MrrMovement>> ledgers = new TreeMap<>(Book.BY_ACCOUNT);
        timelines.forEach((account, entries) -> ledgers.put(account, AccountLedger.of(entries, zone)));
        int decimals = 0;
        BigDecimal moved = BigDecimal.ZERO;
        for (List<MrrMovement> movements : ledgers.values()) {
            for (MrrMovement movement : movements) {
                decimals = Math.max(
                        decimals, movement.closing().stripTrailingZeros().scale());
                moved = moved.add(movement.amount());
            }
        }
        BookBuilder builder = new BookBuilder(AmountScale.of(decimals, moved), List.of(), List.of());
        ledgers.forEach((account, movements) -> {
            builder.account(account, attributes.get(account));
            movements.stream()
                    .filter(movement -> !movement.ofWholeCustomer())
                    .sorted(Comparator.comparing(MrrMovement::day))
                    .forEach(builder::row);
        });
        return builder.build(0, 1);
    }
}
