package dev.keizoku.health.signal.rule;

import dev.keizoku.health.signal.Finding;
import dev.keizoku.health.signal.Risk;
import dev.keizoku.health.signal.SignalType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was seen of an account on a day.
 *
 * @param findings the signs that are there
 * @param carried those found on the day before that nothing can be said of today, so that they stand
 * @param unknown the types nothing can be said of today
 * @param risk what the findings and the carried ones make
 */
public record SignalLook(
        List<Finding> findings, List<Finding> carried, Set<SignalType> unknown, Risk risk, SignalMemory memory) {

    /** All signs that stand, as a CRM would see them change. */
    public String codes() {
        return Stream.concat(findings.stream(), carried.stream())
                .map(finding -> finding.type().name())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
