package dev.keizoku.metrics.kpi;

import dev.keizoku.kernel.Money;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pack as one page to read and to print. */
@Singleton
class KpiPage {

    private static final int PERCENT_DIGITS = 1;
    private static final int NUMBER_DIGITS = 2;

    private final Template template;

    KpiPage(@Location("kpi.html") Template template) {
        this.template = template;
    }

    /** A figure as it is read. */
    public record Line(
            String title,
            String period,
            String value,
            String yearBefore,
            String rating,
            String ratingText,
            String target,
            String status,
            String definition) {}

    /** A cohort as it is read; the shade of a cell is its rate in percent. */
    public record CohortLine(String name, String customers, List<Cell> cells) {}

    /** One cell. */
    public record Cell(String text, String shade) {}

    String html(KpiPack pack, KpiText text) {
        Numbers numbers = new Numbers(NumberFormat.getInstance(text.locale()));
        List<CohortLine> cohorts =
                pack.cohorts().rows().stream().map(row -> cohort(row, numbers)).toList();
        int quarters =
                cohorts.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        List<Integer> offsets = new ArrayList<>();
        for (int offset = 0; offset < quarters; offset++) {
            offsets.add(offset);
        }
        return template.data("pack", pack)
                .data("lastDay", pack.to().minusDays(1))
                .data("lang", text.tag())
                .data("text", new Texts(text))
                .data(
                        "lines",
                        pack.metrics().stream()
                                .map(row -> line(row, text, numbers))
                                .toList())
                .data("charts", charts(pack, text, numbers))
                .data("cohorts", cohorts)
                .data("offsets", offsets)
                .data(
                        "guides",
                        pack.metrics().stream()
                                .filter(row -> row.guide() != null)
                                .map(row -> guide(row, numbers))
                                .toList())
                .render();
    }

    private static Line line(KpiPack.Row row, KpiText text, Numbers numbers) {
        KpiPack.Target target = row.target();
        return new Line(
                row.title(),
                row.from() + " – " + row.to().minusDays(1) + (row.complete() ? "" : " (" + text.get("notOver") + ")"),
                numbers.text(row.value(), row.unit(), row.metric()),
                numbers.text(row.yearBefore(), row.unit(), row.metric()),
                row.rating() == null ? "" : row.rating(),
                row.rating() == null ? "" : text.get("rating." + row.rating()),
                target == null ? "" : numbers.text(target.value(), row.unit(), row.metric()),
                target == null ? "" : text.get("status." + target.status()),
                row.definition());
    }

    private static CohortLine cohort(KpiPack.Cohort cohort, Numbers numbers) {
        List<Cell> cells = new ArrayList<>();
        for (BigDecimal rate : cohort.rates()) {
            cells.add(
                    rate == null
                            ? new Cell("", "0")
                            : new Cell(
                                    numbers.percent(rate),
                                    rate.max(BigDecimal.ZERO)
                                            .min(BigDecimal.ONE)
                                            .setScale(2, RoundingMode.HALF_UP)
                                            .toPlainString()));
        }
        return new CohortLine(cohort.from().toString(), numbers.plain(BigDecimal.valueOf(cohort.customers())), cells);
    }

    private static String guide(KpiPack.Row row, Numbers numbers) {
        KpiPack.Guide guide = row.guide();
        if (guide == null) {
            return "";
        }
        String excellent =
                guide.excellent() == null ? "" : " / " + numbers.text(guide.excellent(), row.unit(), row.metric());
        return row.title() + ": " + numbers.text(guide.ok(), row.unit(), row.metric()) + excellent + " — "
                + guide.source() + ", " + guide.asOf();
    }

    private static List<Chart> charts(KpiPack pack, KpiText text, Numbers numbers) {
        return List.of(
                Chart.line(text.get("mrrChart"), values(pack, "mrr"), numbers::plain),
                Chart.bars(text.get("netNewChart"), values(pack, "net_new_mrr"), numbers::plain));
    }

    private static List<Chart.Value> values(KpiPack pack, String metric) {
        Optional<KpiPack.Series> series = pack.series().stream()
                .filter(one -> one.metric().equals(metric))
                .findFirst();
        return series.map(one -> one.points().stream()
                        .map(point -> new Chart.Value(
                                point.from().toString().substring(0, 7),
                                point.value() instanceof Money money ? money.amount() : null))
                        .toList())
                .orElse(Collections.emptyList());
    }

    /** Texts by key, as the template asks for them. */
    public record Texts(KpiText texts) {
        public String of(String key) {
            return texts.get(key);
        }
    }

    /** Numbers in the reader's writing. */
    private record Numbers(NumberFormat format) {

        private static final List<String> TIMES = List.of("quick_ratio", "ltv_cac", "cac_payback_months");

        String text(@Nullable Object value, String unit, String metric) {
            return switch (value) {
                case null -> "–";
                case Money money ->
                    number(money.amount(), Math.max(0, money.currency().getDefaultFractionDigits())) + " "
                            + money.currency().getCurrencyCode();
                case BigDecimal number ->
                    unit.equals("rate") && !TIMES.contains(metric)
                            ? percent(number)
                            : number(number, unit.equals("count") ? 0 : NUMBER_DIGITS);
                default -> value.toString();
            };
        }

        String percent(BigDecimal rate) {
            return number(rate.movePointRight(2), PERCENT_DIGITS) + " %";
        }

        String plain(BigDecimal number) {
            return number(number, 0);
        }

        private String number(BigDecimal number, int digits) {
            NumberFormat own = (NumberFormat) format.clone();
            own.setRoundingMode(RoundingMode.HALF_UP);
            own.setMinimumFractionDigits(digits);
            own.setMaximumFractionDigits(digits);
            return own.format(number);
        }
    }
}
