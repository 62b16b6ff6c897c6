package dev.keizoku.usage.meter;

import dev.keizoku.usage.meter.AccountValuesStore.Metered;
import dev.keizoku.usage.meter.AccountValuesStore.Slice;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/**
 * The statement that gives the values of several meters account by account; that of number <i>i</i> is its column
 * {@code m}<i>i</i>.
 *
 * <p>One pass over the counters for the meters they tell of, one over the events for the others, and one over both for
 * the gauges, which are as they were on the last day that has their events.
 */
final class AccountValuesSql {

    private static final String LIST = ", ";

    private final Slice slice;
    private final List<Metered> meters;
    private final LocalDate gaugesFrom;
    private final MeterTerms terms = new MeterTerms();
    private final StringBuilder parts = new StringBuilder();
    private final StringBuilder joins = new StringBuilder();
    private final String text;

    AccountValuesSql(Slice slice, List<Metered> meters, int gaugeDays) {
        this.slice = slice;
        this.meters = meters;
        this.gaugesFrom = slice.day().minusDays(gaugeDays - 1L);
        sums("counted", "usage_day", meter -> !isGauge(meter) && meter.ofCounters());
        sums("happened", "event", meter -> !isGauge(meter) && !meter.ofCounters());
        gauges();
        this.text = "with seen as (select distinct account_id from account_day where " + ofSlice() + ")" + parts
                + " select account_id, " + each(IntStream.range(0, meters.size()), i -> "m" + i) + " from seen" + joins
                + " order by account_id";
    }

    String text() {
        return text;
    }

    Query bind(Query statement) {
        statement.bind("tenant", slice.tenant()).bind("day", slice.day()).bind("known", slice.knownOn());
        if (slice.from() != null) {
            statement.bind("from", slice.from());
        }
        if (slice.to() != null) {
            statement.bind("to", slice.to());
        }
        return terms.bind(statement);
    }

    private static boolean isGauge(Meter meter) {
        return meter.aggregation() == Aggregation.LAST;
    }

    private void sums(String part, String table, Predicate<Meter> which) {
        List<Integer> own = places(which);
        if (own.isEmpty()) {
            return;
        }
        boolean counters = table.equals("usage_day");
        LocalDate first = own.stream()
                .map(i -> meters.get(i).from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        add(
                part,
                "select account_id, "
                        + each(own, i -> {
                            String since = "day >= " + terms.date(meters.get(i).from()) + " and ";
                            return terms.value(meter(i), counters, since + terms.matches(meter(i))) + " as m" + i;
                        })
                        + " from " + table + " where " + since(first) + " and " + named(own) + " group by account_id");
    }

    private void gauges() {
        List<Integer> own = places(AccountValuesSql::isGauge);
        if (own.isEmpty()) {
            return;
        }
        parts.append(", last as (select account_id, ")
                .append(each(own, i -> "max(day) filter (where " + terms.named(meter(i).eventNames()) + ") as day" + i))
                .append(" from usage_day where ")
                .append(since(gaugesFrom))
                .append(" and ")
                .append(named(own))
                .append(" group by account_id)");
        add(
                "said",
                "select account_id, "
                        + each(own, i -> {
                            String thatDay = "day = day" + i + " and ";
                            return terms.value(meter(i), false, thatDay + terms.matches(meter(i))) + " as m" + i;
                        })
                        + " from event join last using (account_id) where " + since(gaugesFrom)
                        + " and day >= (select min(least(" + each(own, i -> "day" + i) + ")) from last) and day in ("
                        + each(own, i -> "day" + i) + ") and " + named(own) + " group by account_id");
    }

    private void add(String part, String query) {
        parts.append(", ").append(part).append(" as (").append(query).append(")");
        joins.append(" left join ").append(part).append(" using (account_id)");
    }

    private String since(LocalDate first) {
        return "day >= " + terms.date(first) + " and " + ofSlice();
    }

    private String ofSlice() {
        return "tenant_no = :tenant and day <= :day and received_on <= :known and account_id <> ''"
                + (slice.from() == null ? "" : " and account_id >= :from")
                + (slice.to() == null ? "" : " and account_id < :to");
    }

    private String named(List<Integer> places) {
        return terms.named(places.stream()
                .flatMap(i -> meter(i).eventNames().stream())
                .distinct()
                .toList());
    }

    private List<Integer> places(Predicate<Meter> which) {
        return IntStream.range(0, meters.size())
                .filter(i -> which.test(meter(i)))
                .boxed()
                .toList();
    }

    private Meter meter(int place) {
        return meters.get(place).defined().meter();
    }

    private static String each(List<Integer> places, IntFunction<String> text) {
        return each(places.stream().mapToInt(Integer::intValue), text);
    }

    private static String each(IntStream places, IntFunction<String> text) {
        return places.mapToObj(text).collect(Collectors.joining(LIST));
    }
}
