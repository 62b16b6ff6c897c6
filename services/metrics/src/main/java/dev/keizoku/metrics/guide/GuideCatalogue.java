package dev.keizoku.metrics.guide;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's guide values, and which of them hold for it.
 *
 * @param businessModel what kind of business the tenant is; null when it has not said
 * @param billingTerm how it bills; null when it has not said
 * @param industry the trade it is in; null when it has not said
 * @param usual whether these are the values every tenant begins with
 */
public record GuideCatalogue(
        @Nullable String businessModel,
        @Nullable String billingTerm,
        @Nullable String industry,
        List<GuideValue> guides,
        boolean usual) {

    /** The guide value of a lifetime value's index. */
    public static final String LTV_INDEX = UsualGuides.LTV_INDEX;

    private static final Comparator<GuideValue> MOST_SPECIFIC_FIRST =
            Comparator.comparing(guide -> (guide.businessModel() == null ? 1 : 0)
                    + (guide.billingTerm() == null ? 1 : 0)
                    + (guide.industry() == null ? 1 : 0));

    /**
     * The guide value a metric is held against. Never one of another business model, billing term or industry, nor a monthly rate
     * against a yearly one.
     *
     * @param ratePeriod what the figure is a rate of: P1M or P12M; null for any other length
     */
    public Optional<GuideValue> guide(String metric, @Nullable String ratePeriod) {
        return guides.stream()
                .filter(guide -> guide.metric().equals(metric))
                .filter(guide ->
                        guide.businessModel() == null || guide.businessModel().equals(businessModel))
                .filter(guide ->
                        guide.billingTerm() == null || guide.billingTerm().equals(billingTerm))
                .filter(guide -> guide.industry() == null || guide.industry().equals(industry))
                .filter(guide ->
                        guide.ratePeriod().equals("any") || guide.ratePeriod().equals(ratePeriod))
                .min(MOST_SPECIFIC_FIRST.thenComparing(GuideValue::id));
    }

    /** How a figure does; empty where no guide value holds. */
    public Optional<Rating> rating(String metric, @Nullable BigDecimal figure, @Nullable String ratePeriod) {
        return figure == null ? Optional.empty() : guide(metric, ratePeriod).map(guide -> guide.rate(figure));
    }
}
