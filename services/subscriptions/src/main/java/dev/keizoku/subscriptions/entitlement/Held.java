package dev.keizoku.subscriptions.entitlement;

import dev.keizoku.subscriptions.plan.Plan;
import java.math.BigDecimal;

/** A plan an account has, and how many units of it. */
record Held(Plan plan, BigDecimal quantity) {}
