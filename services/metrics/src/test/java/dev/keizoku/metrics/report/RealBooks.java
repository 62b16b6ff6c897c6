package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.timelines;

import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.Timelines;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The books of real companies, from the shared data. */
public final class RealBooks {

    private RealBooks() {}

    /** Subscription periods: {@code saas} or {@code consumer}. */
    public static Book ofSubscriptions(String data) throws IOException {
        Map<String, Timelines> stories = new TreeMap<>();
        for (Map<String, String> row : SharedData.rows("theventurecity/" + data + "_subscriptions_dev.csv")) {
            Timelines story = stories.computeIfAbsent(row.get("customer_id"), any -> timelines())
                    .subscription(row.get("subscription_id"))
                    .start(row.get("start_date"), row.get("plan"), monthly(row.get("monthly_amount")));
            if (!row.get("end_date").isEmpty()) {
                story.end(row.get("end_date"));
            }
        }
        return book(stories);
    }

    /** A log of payments, each month's sum of a customer taken for that month's subscription. */
    public static Book ofPayments(String file, String day, String customer, String amount, boolean withDuplicates)
            throws IOException {
        List<Map<String, String>> all = SharedData.rows("theventurecity/" + file + ".csv");
        Collection<Map<String, String>> rows = withDuplicates ? all : new LinkedHashSet<>(all);
        Map<String, TreeMap<YearMonth, BigDecimal>> sums = new TreeMap<>();
        for (Map<String, String> row : rows) {
            YearMonth month = YearMonth.parse(row.get(day).substring(0, 7));
            sums.computeIfAbsent(row.get(customer), any -> new TreeMap<>())
                    .merge(month, new BigDecimal(row.get(amount)), BigDecimal::add);
        }
        Map<String, Timelines> stories = new TreeMap<>();
        sums.forEach((id, months) -> {
            Timelines story = timelines();
            months.forEach((month, sum) -> story.subscription(id + month)
                    .start(month.atDay(1).toString(), monthly(sum.toPlainString()))
                    .end(month.plusMonths(1).atDay(1).toString()));
            stories.put(id, story);
        });
        return book(stories);
    }

    private static Book book(Map<String, Timelines> stories) {
        Map<String, Collection<TimelineEntry>> timelines = new TreeMap<>();
        stories.forEach((customer, story) -> timelines.put(customer, story.entries()));
        return BookOf.of(timelines);
    }
}
