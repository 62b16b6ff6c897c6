package dev.keizoku.subscriptions.entitlement;

import dev.keizoku.subscriptions.plan.Plan;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A plan an account has, and how many units of it.
 *
 * @param period that it is billed for now
 */
record Held(Plan plan, BigDecimal quantity, Period period) {

    /** Some days, from the first until before the last. */
    record Period(LocalDate from, LocalDate to) {}
}
