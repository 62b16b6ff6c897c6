package dev.keizoku.health.signal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * A sign of leaving that an account shows on a day.
 *
 * @param severity how strong it is, from 0 to 1, at four decimals
 * @param evidence the numbers it rests on
 * @param seenOn the day of the latest evidence: the day itself for what lasts, an earlier one for what happened
 */
public record Finding(SignalType type, BigDecimal severity, Map<String, Object> evidence, LocalDate seenOn) {}
