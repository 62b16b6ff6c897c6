package dev.keizoku.metrics.cost;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one month cost; whatever is not known is null.
 *
 * @param salesAndMarketing spent on winning customers
 * @param grossMargin the share of revenue left after the cost of serving it
 * @param ebitdaMargin EBITDA as a share of revenue
 * @param operatingCost everything but interest, tax, depreciation and amortisation; in the place of an EBITDA margin
 */
public record MonthCost(
        YearMonth month,
        @Nullable Money salesAndMarketing,
        @Nullable BigDecimal grossMargin,
        @Nullable BigDecimal ebitdaMargin,
        @Nullable Money operatingCost) {

    /** What its amounts are in. */
    Set<String> currencies() {
        Set<String> codes = new TreeSet<>();
        if (salesAndMarketing != null) {
            codes.add(salesAndMarketing.currency().getCurrencyCode());
        }
        if (operatingCost != null) {
            codes.add(operatingCost.currency().getCurrencyCode());
        }
        return codes;
    }
}
