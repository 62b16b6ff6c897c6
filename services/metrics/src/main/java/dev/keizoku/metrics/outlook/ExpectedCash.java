package dev.keizoku.metrics.outlook;

import dev.keizoku.metrics.movement.AccountLedger;
import dev.keizoku.metrics.movement.MrrMovement;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bills that subscriptions will bring by their schedules, by month and currency: in advance, without tax, usage and
 * prorations. A change of quantity keeps the anchor; a beginning, a resumption and another interval set a new one.
 */
final class ExpectedCash {

    private final LocalDate from;
    private final LocalDate to;
    private final ZoneId zone;
    private final Map<YearMonth, Map<String, BigDecimal>> months = new HashMap<>();

    ExpectedCash(LocalDate from, LocalDate to, ZoneId zone) {
        this.from = from;
        this.to = to;
        this.zone = zone;
    }

    /** What a day leaves a subscription with: its worth of a year, and the price whose interval it is billed by. */
    private record Day(
            BigDecimal annual, String currency, @Nullable Price price) {}

    /** What is expected in a month, by currency. */
    Map<String, BigDecimal> of(YearMonth month) {
        return new TreeMap<>(months.getOrDefault(month, Map.of()));
    }

    /** Adds the bills of some subscriptions, whosever they are. */
    void add(Collection<TimelineEntry> entries) {
        Map<String, List<TimelineEntry>> bySubscription = new HashMap<>();
        entries.forEach(entry -> bySubscription
                .computeIfAbsent(entry.subscription(), any -> new ArrayList<>())
                .add(entry));
        bySubscription.values().forEach(this::addSubscription);
    }

    private void addSubscription(List<TimelineEntry> entries) {
        NavigableMap<LocalDate, Day> days = days(entries);
        BillingSchedule schedule = null;
        for (Map.Entry<LocalDate, Day> entry : days.entrySet()) {
            Day day = entry.getValue();
            Price price = day.price();
            if (price == null || day.annual().signum() <= 0) {
                schedule = null;
                continue;
            }
            if (schedule == null || schedule.unit() != price.unit() || schedule.count() != price.count()) {
                schedule = new BillingSchedule(entry.getKey(), price.unit(), price.count());
            }
            LocalDate next = days.higherKey(entry.getKey());
            bill(schedule, day, entry.getKey(), next == null || next.isAfter(to) ? to : next);
        }
    }

    private void bill(BillingSchedule schedule, Day day, LocalDate since, LocalDate until) {
        LocalDate first = since.isBefore(from) ? from : since;
        for (LocalDate date : schedule.between(first, until)) {
            months.computeIfAbsent(YearMonth.from(date), any -> new TreeMap<>())
                    .merge(day.currency(), schedule.bill(day.annual()), BigDecimal::add);
        }
    }

    /** The days on which the worth or the billing interval changes. */
    private NavigableMap<LocalDate, Day> days(List<TimelineEntry> entries) {
        NavigableMap<LocalDate, Price> prices = new TreeMap<>();
        entries.stream().sorted(TimelineEntry.ORDER).forEach(entry -> {
            Price price = entry.terms().price();
            if (price != null) {
                prices.put(LocalDate.ofInstant(entry.effectiveAt(), zone), price);
            }
        });
        NavigableMap<LocalDate, MrrMovement> worths = new TreeMap<>();
        for (MrrMovement movement : AccountLedger.of(entries, zone)) {
            boolean counts = movement.ofWholeCustomer()
                    && (movement.closing().signum() > 0 || !worths.containsKey(movement.day()));
            if (counts) {
                worths.put(movement.day(), movement);
            }
        }
        NavigableMap<LocalDate, Day> days = new TreeMap<>();
        prices.keySet().forEach(day -> days.put(day, day(day, worths, prices)));
        worths.keySet().forEach(day -> days.put(day, day(day, worths, prices)));
        return days;
    }

    private static Day day(
            LocalDate day, NavigableMap<LocalDate, MrrMovement> worths, NavigableMap<LocalDate, Price> prices) {
        Map.Entry<LocalDate, MrrMovement> worth = worths.floorEntry(day);
        Map.Entry<LocalDate, Price> price = prices.floorEntry(day);
        return new Day(
                worth == null ? BigDecimal.ZERO : worth.getValue().closing(),
                worth == null ? "" : worth.getValue().currency().getCurrencyCode(),
                price == null ? null : price.getValue());
    }
}
