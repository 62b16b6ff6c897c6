package dev.keizoku.health.report;

import dev.keizoku.health.language.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A usage report as a page for people: headings, sentences and tables, whatever they are written in. */
record ReportPage(String title, Language language, List<Section> sections) {

    /**
     * A part of the page.
     *
     * @param header of the table; empty for none
     */
    record Section(String heading, List<String> sentences, List<String> header, List<List<String>> rows) {}

    static ReportPage of(UsageReport report, Language language) {
        boolean ja = language == Language.JA;
        String name = report.name() == null ? report.accountId() : report.name();
        List<Section> sections = new ArrayList<>();
        UsageReport.Totals use = report.use();
        sections.add(table(
                ja ? "ご利用状況" : "Use",
                List.of("", ja ? "当月" : "This month", ja ? "前月" : "The month before"),
                List.of(
                        line(ja ? "利用日数" : "Active days", use.activeDays(), use.activeDaysBefore()),
                        line(ja ? "利用者数" : "People", use.activeUsers(), use.activeUsersBefore()),
                        line(ja ? "操作回数" : "Actions", use.events(), use.eventsBefore()))));
        sections.add(table(
                ja ? "機能別のご利用" : "Features",
                List.of(ja ? "機能" : "Feature", ja ? "当月" : "This month", ja ? "前月" : "The month before"),
                report.features().stream()
                        .map(feature -> line(feature.feature(), feature.uses(), feature.usesBefore()))
                        .toList()));
        if (!report.departments().isEmpty()) {
            sections.add(table(
                    ja ? "部門別のご利用" : "Departments",
                    List.of(ja ? "部門" : "Department", ja ? "操作回数" : "Actions"),
                    report.departments().stream()
                            .map(each -> List.of(each.department(), Long.toString(each.events())))
                            .toList()));
        }
        sections.add(sentences(
                ja ? "達成した目標" : "Goals reached",
                report.goals().stream()
                        .map(goal -> goal.reachedOn() + ": " + goal.name())
                        .toList(),
                ja ? "当月に達成した目標はありません。" : "No goal was reached this month."));
        sections.add(sentences(
                ja ? "ヘルススコア" : "Health score",
                scores(report.health(), ja),
                ja ? "当月のスコアはありません。" : "There is no score this month."));
        sections.add(sentences(
                ja ? "新しい機能" : "What is new",
                news(report.whatIsNew(), ja),
                ja ? "当月の新機能はありません。" : "Nothing is new this month."));
        String title = ja ? name + "様 ご利用レポート " + report.month() : "Usage report for " + name + ", " + report.month();
        return new ReportPage(title, language, sections);
    }

    private static List<String> scores(UsageReport.Health health, boolean ja) {
        List<UsageReport.Point> known =
                health.data().stream().filter(point -> point.score() != null).toList();
        if (known.isEmpty()) {
            return List.of();
        }
        UsageReport.Point last = known.getLast();
        String change = signed(health.change());
        return List.of(
                ja
                        ? last.day() + "時点で" + points(last.score()) + "点（月初比 " + change + "）。"
                        : points(last.score()) + " points on " + last.day() + " (" + change + " in the month).");
    }

    private static List<String> news(UsageReport.News news, boolean ja) {
        List<String> sentences = new ArrayList<>();
        for (UsageReport.Release release : news.released()) {
            String used = release.used() ? ja ? "（ご利用済み）" : " (in use already)" : "";
            sentences.add(
                    ja
                            ? release.releasedOn() + "公開: " + release.feature() + used
                            : "Out since " + release.releasedOn() + ": " + release.feature() + used);
        }
        news.firstUsed()
                .forEach(feature -> sentences.add(ja ? "初めてのご利用: " + feature : "Used for the first time: " + feature));
        return sentences;
    }

    private static Section table(String heading, List<String> header, List<List<String>> rows) {
        return new Section(heading, List.of(), header, rows);
    }

    private static Section sentences(String heading, List<String> sentences, String none) {
        return new Section(heading, sentences.isEmpty() ? List.of(none) : sentences, List.of(), List.of());
    }

    private static List<String> line(String what, long now, long before) {
        return List.of(what, Long.toString(now), Long.toString(before));
    }

    private static String points(@Nullable BigDecimal score) {
        return score == null ? "-" : score.setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private static String signed(@Nullable BigDecimal change) {
        return change == null ? "-" : (change.signum() < 0 ? "" : "+") + points(change);
    }
}
