package dev.keizoku.metrics.kpi;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.keizoku.kernel.Money;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pack as rows: the figures, then the months, then the cohorts. */
final class KpiTable {

    private static final List<String> HEAD = List.of(
            "section",
            "metric",
            "title",
            "definition",
            "from",
            "to",
            "offset",
            "value",
            "currency",
            "complete",
            "rating",
            "target",
            "target_status");

    private KpiTable() {}

    static String csv(KpiPack pack) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(HEAD);
            for (KpiPack.Row row : pack.metrics()) {
                KpiPack.Target target = row.target();
                write(
                        csv,
                        "metric",
                        row.metric(),
                        row.title(),
                        row.definition(),
                        row.from(),
                        row.to(),
                        null,
                        amount(row.value()),
                        currency(row.value()),
                        row.complete(),
                        row.rating(),
                        target == null ? null : amount(target.value()),
                        target == null ? null : target.status());
            }
            for (KpiPack.Series series : pack.series()) {
                for (KpiPack.Point point : series.points()) {
                    write(
                            csv,
                            "month",
                            series.metric(),
                            series.title(),
                            series.definition(),
                            point.from(),
                            point.to(),
                            null,
                            amount(point.value()),
                            currency(point.value()),
                            point.complete(),
                            null,
                            null,
                            null);
                }
            }
            writeCohorts(csv, pack.cohorts());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void writeCohorts(CsvWriter csv, KpiPack.Cohorts cohorts) {
        for (KpiPack.Cohort cohort : cohorts.rows()) {
            for (int offset = 0; offset < cohort.rates().size(); offset++) {
                Object rate = cohort.rates().get(offset);
                write(
                        csv,
                        "cohort",
                        "cohort_retention",
                        null,
                        cohorts.definition(),
                        cohort.from(),
                        cohort.to(),
                        offset,
                        amount(rate),
                        null,
                        rate != null,
                        null,
                        null,
                        null);
            }
        }
    }

    private static void write(CsvWriter csv, @Nullable Object... fields) {
        String[] texts = new String[fields.length];
        for (int i = 0; i < fields.length; i++) {
            Object field = fields[i];
            texts[i] = field == null ? "" : safe(field);
        }
        csv.writeRecord(texts);
    }

    /** A text that a spreadsheet would take for a formula is told not to be one; numbers stay numbers. */
    private static String safe(Object field) {
        String text = field.toString();
        boolean formula = field instanceof String && !text.isEmpty() && "=+@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    private static @Nullable String amount(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Money money -> money.amount().toPlainString();
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    private static @Nullable String currency(@Nullable Object value) {
        return value instanceof Money money ? money.currency().getCurrencyCode() : null;
    }
}
