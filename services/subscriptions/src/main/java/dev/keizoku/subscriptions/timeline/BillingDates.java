package dev.keizoku.subscriptions.timeline;

import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Price;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a price is billed: each date is counted from the anchor and never from the date before, so that what begins on the
 * 31st is billed on the last day of a short month and on the 31st again after it.
 */
public record BillingDates(ZonedDateTime anchor, IntervalUnit interval, int intervalCount) {

    public BillingDates {
        if (intervalCount < 1) {
            throw new IllegalArgumentException("An interval has at least one unit.");
        }
    }

    public static BillingDates of(Instant anchor, ZoneId zone, Price price) {
        return new BillingDates(anchor.atZone(zone), price.interval(), price.intervalCount());
    }

    /**
     * The dates a subscription is billed on by what is in force at an instant; null when nothing is. They begin with its
     * term or, without one, when it became paid for or last changed its billing interval.
     */
    public static @Nullable BillingDates of(Timeline timeline, Instant instant, ZoneId zone) {
        Terms present = timeline.at(instant);
        if (present == null || !present.paying()) {
            return null;
        }
        ContractTerm term = present.term();
        return of(term == null ? paidSince(timeline, instant) : term.startsAt(), zone, present.price());
    }

    /** The date that comes after so many intervals; the anchor itself after none. */
    public ZonedDateTime after(long intervals) {
        long units = intervals * intervalCount;
        return switch (interval) {
            case DAY -> anchor.plusDays(units);
            case WEEK -> anchor.plusWeeks(units);
            case MONTH -> anchor.plusMonths(units);
            case YEAR -> anchor.plusYears(units);
        };
    }

    /** The first date after an instant. */
    public Instant next(Instant instant) {
        long passed = unit().between(anchor, instant.atZone(anchor.getZone())) / intervalCount;
        long intervals = Math.max(0, passed - 1);
        while (!after(intervals).toInstant().isAfter(instant)) {
            intervals++;
        }
        return after(intervals).toInstant();
    }

    /** The last date until an instant, that one included; null before the first. */
    public @Nullable Instant last(Instant instant) {
        if (anchor.toInstant().isAfter(instant)) {
            return null;
        }
        long passed = unit().between(anchor, instant.atZone(anchor.getZone())) / intervalCount;
        long intervals = Math.max(0, passed - 1);
        while (!after(intervals + 1).toInstant().isAfter(instant)) {
            intervals++;
        }
        return after(intervals).toInstant();
    }

    /** Every date from the anchor until before an instant. */
    public List<ZonedDateTime> until(Instant end) {
        List<ZonedDateTime> dates = new ArrayList<>();
        for (int intervals = 0; after(intervals).toInstant().isBefore(end); intervals++) {
            dates.add(after(intervals));
        }
        return dates;
    }

    private ChronoUnit unit() {
        return switch (interval) {
            case DAY -> ChronoUnit.DAYS;
            case WEEK -> ChronoUnit.WEEKS;
            case MONTH -> ChronoUnit.MONTHS;
            case YEAR -> ChronoUnit.YEARS;
        };
    }

    private static Instant paidSince(Timeline timeline, Instant instant) {
        Instant since = instant;
        Price billed = null;
        for (Entry entry : timeline.entries()) {
            if (entry.change().effectiveAt().isAfter(instant)) {
                break;
            }
            Terms after = entry.after();
            if (!after.paying()) {
                billed = after.state() == State.PAUSED ? billed : null;
            } else {
                if (billed == null || !sameInterval(billed, after.price())) {
                    since = entry.change().effectiveAt();
                }
                billed = after.price();
            }
        }
        return since;
    }

    private static boolean sameInterval(Price one, Price other) {
        return one.interval() == other.interval() && one.intervalCount() == other.intervalCount();
    }
}
