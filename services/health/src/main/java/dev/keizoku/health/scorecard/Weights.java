package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.MeasureCategory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The shares of a card's measures when all of them have data. */
final class Weights {

    private static final BigDecimal ALL = BigDecimal.ONE;

    private final boolean twoLevels;
    private final Map<MeasureCategory, BigDecimal> categories = new EnumMap<>(MeasureCategory.class);
    private final Map<MeasureCategory, BigDecimal> within = new EnumMap<>(MeasureCategory.class);
    private BigDecimal measures = BigDecimal.ZERO;

    private Weights(List<CategoryWeight> categories, List<WeightedMeasure> lines, boolean twoLevels) {
        this.twoLevels = twoLevels;
        for (WeightedMeasure line : lines) {
            within.merge(line.measure().category(), line.weight(), BigDecimal::add);
            measures = measures.add(line.weight());
        }
        for (CategoryWeight category : categories) {
            // A category whose measures weigh nothing counts for nothing.
            if (within.getOrDefault(category.category(), BigDecimal.ZERO).signum() > 0) {
                this.categories.merge(category.category(), category.weight(), BigDecimal::add);
            }
        }
    }

    static Weights of(Card card) {
        return new Weights(
                card.categories() == null ? List.of() : card.categories(), card.measures(), card.categories() != null);
    }

    boolean allZero() {
        return twoLevels ? sum().signum() == 0 : measures.signum() == 0;
    }

    /** Of a category among the others. */
    BigDecimal share(CategoryWeight category) {
        return part(categories.getOrDefault(category.category(), BigDecimal.ZERO), sum());
    }

    /** Of a measure among all. */
    BigDecimal share(WeightedMeasure line) {
        if (!twoLevels) {
            return part(line.weight(), measures);
        }
        MeasureCategory category = line.measure().category();
        return part(categories.getOrDefault(category, BigDecimal.ZERO), sum())
                .multiply(part(line.weight(), within.getOrDefault(category, BigDecimal.ZERO)));
    }

    private BigDecimal sum() {
        return categories.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal part(BigDecimal weight, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : weight.divide(whole, MathContext.DECIMAL64).min(ALL);
    }
}
