package dev.keizoku.health.model.learn;

import java.time.LocalDate;

/**
 * What was said of an account beforehand, beside what became of it.
 *
 * @param score more of it speaks more for leaving
 */
public record Prediction(String accountId, LocalDate on, double score, boolean left, boolean treated) {}
