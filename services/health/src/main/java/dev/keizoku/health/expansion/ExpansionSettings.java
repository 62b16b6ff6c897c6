package dev.keizoku.health.expansion;

import dev.keizoku.health.version.DocumentKind;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * When a tenant proposes what. A version never changes; a change is the next version.
 *
 * @param floorDays how old an account is before anything is proposed
 * @param limitNotice from which share of a limit on it counts as need
 * @param gatedAttempts from how many attempts at locked features in 28 days on they count as need
 * @param renewalFromDays the days before a renewal at which it is a good time to propose, the first and the last
 * @param coolDownDays for how long nothing is proposed after an offer was declined
 * @param downsellShare below which share of every limit an account counts as using little
 * @param downsellDays for how long it has to
 * @param trialDays how long something is tried
 * @param salesFrom what an offer is worth a year from which on sales takes it over; null for never
 * @param loyalNps the least net promoter score of a loyal customer
 * @param loyalCsat the least mean satisfaction, where there is no net promoter score
 * @param loyalDays for how long it has been one
 */
public record ExpansionSettings(
        int floorDays,
        BigDecimal limitNotice,
        int gatedAttempts,
        int renewalFromDays,
        int renewalToDays,
        int coolDownDays,
        BigDecimal downsellShare,
        int downsellDays,
        int trialDays,
        @Nullable Money salesFrom,
        BigDecimal loyalNps,
        BigDecimal loyalCsat,
        int loyalDays) {

    /** What a tenant starts with. */
    public static final ExpansionSettings DEFAULT = new ExpansionSettings(
            90,
            new BigDecimal("0.8"),
            3,
            30,
            60,
            90,
            new BigDecimal("0.5"),
            56,
            14,
            null,
            new BigDecimal("50"),
            new BigDecimal("4"),
            365);

    public static final DocumentKind<ExpansionSettings> KIND =
            new DocumentKind<>("expansion_settings", "expansion settings", ExpansionSettings.class, DEFAULT);

    public ExpansionSettings {
        limitNotice = plain(limitNotice);
        downsellShare = plain(downsellShare);
        loyalNps = plain(loyalNps);
        loyalCsat = plain(loyalCsat);
        salesFrom = salesFrom == null ? null : new Money(plain(salesFrom.amount()), salesFrom.currency());
    }

    /** Whether an offer is for sales to close: large, or of a currency nobody can compare. */
    boolean forSales(@Nullable Money yearly) {
        if (salesFrom == null || yearly == null) {
            return false;
        }
        return !yearly.currency().equals(salesFrom.currency())
                || yearly.amount().compareTo(salesFrom.amount()) >= 0;
    }

    /** So that 0.5 and 0.50 are the same settings. */
    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(value.stripTrailingZeros().toPlainString());
    }
}
