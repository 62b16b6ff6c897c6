package dev.keizoku.health.segment;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.play.Standing;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A customer as it is counted in its segments.
 *
 * @param score null when too little is known
 */
public record SegmentedAccount(
        AccountDay day,
        Standing standing,
        LifecycleStage stage,
        @Nullable BigDecimal score) {

    /** Whether it is a customer; the tenant's own and those that left are in no segment. */
    boolean counts() {
        return day.fact().live() && !day.fact().internal();
    }

    /** What it did with the product; null when it sends nothing, or nobody does. */
    @Nullable UsageMeasure usage() {
        return day.fleet().usageFlows() ? day.usage() : null;
    }
}
