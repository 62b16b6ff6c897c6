package dev.keizoku.usage.measure;

import dev.keizoku.usage.measure.Onboarding.Milestone;
import java.math.BigDecimal;
import java.util.List;

/**
 * What was told of an account once and for all, over its whole history, and the seats it added.
 *
 * @param seatsAdded in the last 90 days
 * @param seatsAddedBefore in the 90 days before those
 */
record Milestones(List<Milestone> first, BigDecimal seatsAdded, BigDecimal seatsAddedBefore) {

    static final Milestones NONE = new Milestones(List.of(), BigDecimal.ZERO, BigDecimal.ZERO);
}
