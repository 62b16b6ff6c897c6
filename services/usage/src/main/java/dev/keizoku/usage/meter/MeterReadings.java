package dev.keizoku.usage.meter;

import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.UsageProblem;
import dev.keizoku.usage.meter.MeterStore.Defined;
import dev.keizoku.usage.meter.MeterValueStore.Value;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks meters, within what one answer may take. */
@Singleton
class MeterReadings {

    private static final int MOST_ROWS = 10_000;

    private final MeterValueStore store;
    private final MeterConfig config;

    MeterReadings(MeterValueStore store, MeterConfig config) {
        this.store = store;
        this.config = config;
    }

    /**
     * The windows and groups that have events.
     *
     * @throws ProblemException 422 when it would take too much
     */
    List<Value> read(MeterQuery query) {
        if (!query.ofCounters() && bounded(query) == 0) {
            return List.of();
        }
        List<Value> values = store.read(query, MOST_ROWS + 1);
        if (values.size() > MOST_ROWS) {
            throw new ProblemException(
                    UsageProblem.TOO_MANY_ROWS,
                    "An answer has at most " + MOST_ROWS
                            + " rows. Ask for less time, a longer window or fewer groups.");
        }
        return values;
    }

    /** How many events there are to read; without any, the days of everybody's events need not be looked through. */
    private long bounded(MeterQuery query) {
        long days = ChronoUnit.DAYS.between(query.fromDay(), query.toDay());
        if (days > config.mostDays()) {
            throw new ProblemException(
                    UsageProblem.QUERY_TOO_LARGE,
                    "Counters of days do not answer this, and events are read for at most " + config.mostDays()
                            + " days.");
        }
        long events = store.events(query);
        if (events > config.mostEvents()) {
            throw new ProblemException(
                    UsageProblem.QUERY_TOO_LARGE,
                    "Counters of days do not answer this, and of the " + events + " events at most "
                            + config.mostEvents() + " are read. Ask for fewer days or for one account.");
        }
        return events;
    }

    /** The days a meter is held against a limit for. */
    record Term(LocalDate from, LocalDate to) {

        /** The period of the meter that a day is in. */
        static Term of(Window period, LocalDate day) {
            LocalDate first = period.first(day);
            return new Term(first, period.next(first));
        }
    }

    /**
     * The value of an account in the period a day is in, up to the end of that day; 0 or null when nothing happened. A
     * gauge keeps what it last said, however long ago.
     */
    @Nullable BigDecimal current(int tenant, ZoneId zone, Defined meter, String account, LocalDate day) {
        LocalDate from = Term.of(meter.meter().usualPeriod(), day).from();
        LocalDate to = day.plusDays(1);
        boolean gauge = meter.meter().aggregation() == Aggregation.LAST;
        Optional<LocalDate> last =
                gauge ? store.lastDay(tenant, account, meter.meter().eventNames(), to) : Optional.empty();
        if (gauge && last.isEmpty()) {
            return null;
        }
        LocalDate first = last.orElse(from);
        MeterQuery query = new MeterQuery(
                tenant,
                zone,
                meter.meter(),
                start(first, zone),
                start(last.map(found -> found.plusDays(1)).orElse(to), zone),
                null,
                List.of(),
                List.of(account),
                List.of(),
                Map.of());
        List<Value> values = read(query);
        return values.isEmpty()
                ? meter.meter().aggregation().zeroWithoutEvents() ? BigDecimal.ZERO : null
                : values.getFirst().value();
    }

    /** The first day on which the tenant has anything. */
    Optional<LocalDate> firstDay(int tenant) {
        return store.firstDay(tenant);
    }

    static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
