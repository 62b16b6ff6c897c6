package dev.keizoku.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.metrics.targets.StageProgress;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pack, and how it looks on the wire.
 *
 * @param negativeChurn whether net MRR churn of the last year is below zero; null where it is not known
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record KpiPack(
        String definition,
        String company,
        String language,
        LocalDate from,
        LocalDate to,
        boolean complete,
        LocalDate dataThrough,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant asOf,
        @Nullable Boolean negativeChurn,
        List<Row> metrics,
        List<Series> series,
        Cohorts cohorts) {

    /** One figure of the period it names, how it rates, and the target it is held against. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Row(
            String metric,
            String definition,
            String unit,
            String title,
            LocalDate from,
            LocalDate to,
            boolean complete,
            @Nullable Object value,
            @Nullable Object yearBefore,
            @Nullable String rating,
            @Nullable Guide guide,
            @Nullable Target target) {}

    /** What a figure was rated by. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Guide(String id, BigDecimal ok, @Nullable BigDecimal excellent, String source, LocalDate asOf) {}

    /** The stage of a target that the end of the pack's period lies in. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Target(
            LocalDate from,
            LocalDate to,
            Object value,
            @Nullable Object actual,
            @Nullable BigDecimal progress,
            String status) {

        static Target from(StageProgress progress) {
            return new Target(
                    progress.stage().period().from(),
                    progress.stage().period().to(),
                    progress.target(),
                    progress.actual().wire(),
                    progress.progress(),
                    progress.status().wireName());
        }
    }

    /** A metric by month. */
    public record Series(String metric, String definition, String title, List<Point> points) {}

    /** One month. */
    public record Point(
            LocalDate from,
            LocalDate to,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object value,

            boolean complete) {}

    /** Customer retention by quarter of first payment. */
    public record Cohorts(String definition, String interval, List<Cohort> rows) {}

    /** One cohort; {@code rates} by quarters after its own, null where they are not over. */
    public record Cohort(
            LocalDate from,
            LocalDate to,
            long customers,

            @JsonInclude(content = JsonInclude.Include.ALWAYS)
            List<@Nullable BigDecimal> rates) {}
}
