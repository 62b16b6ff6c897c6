package dev.keizoku.health.score;

import dev.keizoku.health.scorecard.CapRule;
import java.math.BigDecimal;

/** A rule that held this score down. */
public record Cap(CapRule.Kind rule, BigDecimal threshold, BigDecimal maxScore) {}
