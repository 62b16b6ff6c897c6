package dev.keizoku.usage.pack;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an account did before the days that are looked at, in short.
 *
 * @param firstOn the first day with any event
 * @param lastOn the last such day
 */
public record Before(
        LocalDate firstOn, LocalDate lastOn, @Nullable LocalDate lastLoginOn) {}
