package dev.keizoku.health.stage;

import java.time.LocalDate;

/** The stage an account is in, and the first day of it. */
public record Staged(LifecycleStage stage, LocalDate since) {}
