package dev.keizoku.health.portfolio;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account in the table.
 *
 * @param sortedBy what the table is ordered by, as text
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PortfolioRow(
        String accountId,
        @Nullable String name,
        JsonNode externalIds,
        JsonNode attributes,
        List<String> plans,
        @Nullable String owner,
        @Nullable String country,
        @Nullable BigDecimal score,
        String band,
        @Nullable Trend trend,
        @Nullable String stage,
        @Nullable Risk churnRisk,
        @Nullable Money mrr,
        @Nullable LocalDate renewsOn,
        @Nullable LocalDate noticeDeadline,
        LocalDate asOf,
        @JsonIgnore @Nullable String sortedBy) {

    /** Where the score is going. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Trend(
            String label,
            @JsonProperty("delta_30d") @Nullable BigDecimal delta30d) {}

    /** How likely the account is to leave. */
    record Risk(String level, BigDecimal value) {}

    /** A table: a page of it, and what all of it comes to. */
    record Table(List<PortfolioRow> rows, Totals totals) {}

    /**
     * What all accounts come to that the filters let through, on whatever page.
     *
     * @param mrr in each currency
     */
    record Totals(long accounts, List<Money> mrr, List<OfBand> bands) {}

    record OfBand(String band, long accounts, List<Money> mrr) {}
}
