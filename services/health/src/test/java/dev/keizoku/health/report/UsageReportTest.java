package dev.keizoku.health.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.pull.AccountUses.Use;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageReportTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 2);

    @Test
    void setsTheMonthBesideTheOneBefore() {
        UsageReport report = report("Acme");

        assertThat(report.use()).isEqualTo(new UsageReport.Totals(2, 1, 30, 7, 2, 1));
        assertThat(report.features())
                .containsExactly(
                        new UsageReport.Feature("export", 20, 5),
                        new UsageReport.Feature("api", 10, 0),
                        new UsageReport.Feature("old", 0, 2));
        assertThat(report.health().change()).isEqualByComparingTo("4.5");
    }

    @Test
    void saysWhatIsNew() {
        UsageReport.News news = report("Acme").whatIsNew();

        assertThat(news.released()).containsExactly(new UsageReport.Release("api", LocalDate.of(2026, 2, 10), true));
        assertThat(news.firstUsed()).containsExactly("api");
    }

    @Test
    void nothingIsNewToWhoIsNewItself() {
        UsageReport report = UsageReport.of(
                "acme",
                null,
                MONTH,
                new UsageReport.Sources(List.of(), List.of(use("2026-02-01", null, "api", 3)), List.of(), List.of()),
                List.of(),
                List.of(),
                Map.of());

        assertThat(report.whatIsNew().firstUsed()).isEmpty();
        assertThat(report.health().change()).isNull();
    }

    @Test
    void isAPageInBothLanguages() {
        String english = ReportText.markdown(ReportPage.of(report("Acme"), Language.EN));
        String japanese = ReportText.markdown(ReportPage.of(report("アクメ"), Language.JA));

        assertThat(english)
                .startsWith("# Usage report for Acme, 2026\\-02\n")
                .contains(
                        "| Active days | 2 | 1 |",
                        "| export | 20 | 5 |",
                        "70\\.0 points on 2026\\-02\\-28 \\(\\+4\\.5");
        assertThat(japanese).startsWith("# アクメ様 ご利用レポート 2026\\-02\n").contains("| 利用日数 | 2 | 1 |");
    }

    @Test
    void noNameBecomesATagALinkOrAScript() {
        String evil = "<script>alert('x')</script> [a](javascript:b) | *c*\n# d";
        ReportPage page = ReportPage.of(report(evil), Language.EN);

        String html = ReportText.html(page);
        assertThat(html)
                .doesNotContain("<script>")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
        assertThat(ReportText.markdown(page))
                .doesNotContain("<script>", "](javascript", "\n# d")
                .contains("\\[a\\]\\(javascript:b\\) \\| \\*c\\*  \\# d".replace("*  \\#", "* \\#"));
    }

    private static UsageReport report(String name) {
        return UsageReport.of(
                "acme",
                name,
                MONTH,
                new UsageReport.Sources(
                        List.of(
                                use("2026-01-31", null, null, 7),
                                use("2026-02-01", null, null, 10),
                                use("2026-02-02", null, null, 20)),
                        List.of(
                                use("2026-01-01", null, "export", 5),
                                use("2026-01-01", null, "old", 2),
                                use("2026-02-01", null, "export", 20),
                                use("2026-02-01", null, "api", 10)),
                        List.of(
                                use("2026-01-01", "u1", null, 7),
                                use("2026-02-01", "u1", null, 20),
                                use("2026-02-01", "u2", null, 10)),
                        List.of()),
                List.of(
                        new ReportStore.Score(LocalDate.of(2026, 2, 1), new BigDecimal("65.5"), "yellow"),
                        new ReportStore.Score(LocalDate.of(2026, 2, 28), new BigDecimal("70"), "green")),
                List.of(new ReportStore.Goal("goal", "Fewer calls", LocalDate.of(2026, 2, 20))),
                Map.of("api", LocalDate.of(2026, 2, 10), "later", LocalDate.of(2026, 3, 1)));
    }

    private static Use use(String from, @Nullable String user, @Nullable String feature, long count) {
        return new Use(LocalDate.parse(from), user, feature, null, count);
    }
}
