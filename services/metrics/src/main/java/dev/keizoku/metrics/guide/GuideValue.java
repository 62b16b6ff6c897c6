package dev.keizoku.metrics.guide;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A yardstick for one metric. It holds for one kind of business only, where it names one.
 *
 * @param ok what is acceptable
 * @param excellent what is better than that; null where the source names nothing
 * @param businessModel b2b or b2c; null for any
 * @param billingTerm month or year; null for any
 * @param industry the trade it is of, as the tenant names it; null for any
 * @param ratePeriod the period a rate is of: P1M, P12M, any, or unstated, and then no figure is held against it
 * @param source where it comes from
 * @param asOf when it was taken down
 * @param references named figures beside it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record GuideValue(
        @NotNull @Size(min = 1, max = 100) @Pattern(regexp = "[a-z0-9_.-]*") String id,

        @NotNull @Size(min = 1, max = 100) String metric,
        @NotNull @Pattern(regexp = "at_least|at_most") String direction,
        @NotNull BigDecimal ok,
        @Nullable BigDecimal excellent,
        @Nullable @Pattern(regexp = "b2b|b2c") String businessModel,
        @Nullable @Pattern(regexp = "month|year") String billingTerm,
        @Nullable @Size(min = 1, max = 100) String industry,
        @NotNull @Pattern(regexp = "P1M|P12M|any|unstated") String ratePeriod,
        @NotNull @Size(min = 1, max = 500) String source,
        @NotNull LocalDate asOf,
        @Nullable @Size(max = 1000) String note,
        @NotNull @Size(max = 50) List<@NotNull @Valid Reference> references) {

    /** A published figure. */
    public record Reference(
            @NotNull @Size(min = 1, max = 200) String name,
            @NotNull BigDecimal value) {}

    /** How a figure does by it. */
    public Rating rate(BigDecimal figure) {
        if (excellent != null && reaches(figure, excellent)) {
            return Rating.EXCELLENT;
        }
        return reaches(figure, ok) ? Rating.OK : Rating.BELOW;
    }

    private boolean reaches(BigDecimal figure, BigDecimal line) {
        int above = figure.compareTo(line);
        return direction.equals("at_most") ? above <= 0 : above >= 0;
    }
}
