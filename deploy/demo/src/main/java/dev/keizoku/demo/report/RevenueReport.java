package dev.keizoku.demo.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.demo.company.Story;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** What the revenue did: the waterfall, retention, and churn before and after customer success. */
final class RevenueReport {

    private static final int WATERFALL_MONTHS = 6;
    private static final List<String> MOVEMENTS =
            List.of("opening", "new", "reactivation", "expansion", "contraction", "churn", "closing");

    private final Ask ask;
    private final Story story;
    private final List<String> lines = new ArrayList<>();

    RevenueReport(Ask ask, Story story) {
        this.ask = ask;
        this.story = story;
    }

    List<String> lines() {
        waterfall();
        retention();
        churn();
        return lines;
    }

    private void waterfall() {
        var from = story.lastMonth().minusMonths(WATERFALL_MONTHS - 1);
        var answer = ask.ask("MRR waterfall", "/v1/metrics/movements?" + months(from));
        lines.add("");
        lines.add("MRR, last six months (%s) %s"
                .formatted(
                        answer.body().at("/series/0/currency").asText(),
                        answer.question().mark()));
        lines.add(row("month", MOVEMENTS));
        for (var point : points(answer.body())) {
            lines.add(row(
                    month(point),
                    MOVEMENTS.stream()
                            .map(movement -> Text.money(point.path(movement)))
                            .toList()));
        }
    }

    private void retention() {
        var last = story.lastMonth();
        var trailing = ask.ask("NRR, trailing 12 months", metric("nrr", last) + "&period=P12M");
        var monthly = ask.ask("NRR by month", metric("nrr", last.minusMonths(WATERFALL_MONTHS - 1)));
        var net = ask.ask("Net MRR churn", metric("net_mrr_churn_rate", last));
        lines.add("");
        lines.add("Net revenue retention");
        lines.add("  trailing 12 months to %s: %s %s"
                .formatted(
                        last.atEndOfMonth(),
                        Text.percent(last(trailing).path("value")),
                        trailing.question().mark()));
        lines.add("  by month %s".formatted(monthly.question().mark()));
        lines.add(series(points(monthly.body())));
        var negative = last(net).path("negative_churn");
        lines.add("  net MRR churn in %s: %s, negative churn: %s %s"
                .formatted(
                        last,
                        Text.percent(last(net).path("value")),
                        negative.isBoolean() ? negative.asBoolean() ? "yes" : "no" : "undefined",
                        net.question().mark()));
    }

    private void churn() {
        var answer = ask.ask("Logo churn by month", metric("logo_churn_rate", story.firstMonth()));
        var points = points(answer.body());
        var success = story.successStarts().atDay(1);
        var before =
                points.stream().filter(point -> from(point).isBefore(success)).toList();
        var after = points.subList(Math.max(before.size(), points.size() - WATERFALL_MONTHS), points.size());
        lines.add("");
        lines.add("Customers lost a month; customer success starts in %s %s"
                .formatted(story.successStarts(), answer.question().mark()));
        lines.add("  before");
        lines.add(series(before));
        lines.add("  a year later");
        lines.add(series(after));
    }

    private String metric(String id, YearMonth from) {
        return "/v1/metrics/" + id + "?" + months(from);
    }

    private String months(YearMonth from) {
        return "from=%s&to=%s&interval=month"
                .formatted(from.atDay(1), story.lastMonth().plusMonths(1).atDay(1));
    }

    private static JsonNode last(Ask.Answer answer) {
        var points = points(answer.body());
        return points.isEmpty() ? answer.body().path("none") : points.getLast();
    }

    private static List<JsonNode> points(JsonNode body) {
        return StreamSupport.stream(body.at("/series/0/points").spliterator(), false)
                .toList();
    }

    private static String row(String month, List<String> cells) {
        var row = new StringBuilder(String.format(Locale.ROOT, "  %-9s", month));
        cells.forEach(cell -> row.append(String.format(Locale.ROOT, "%13s", cell)));
        return row.toString();
    }

    private static String series(List<JsonNode> points) {
        var months = new StringBuilder("    ");
        var values = new StringBuilder("    ");
        for (var point : points) {
            months.append(String.format(Locale.ROOT, "%-10s", month(point)));
            values.append(String.format(Locale.ROOT, "%-10s", Text.percent(point.path("value"))));
        }
        return months + System.lineSeparator() + values;
    }

    private static LocalDate from(JsonNode point) {
        return LocalDate.parse(point.path("from").asText().substring(0, 10));
    }

    private static String month(JsonNode point) {
        return YearMonth.from(from(point)).toString();
    }
}
