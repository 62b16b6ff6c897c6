package dev.keizoku.health.expansion;

import dev.keizoku.health.signal.rule.Evidence;
import java.util.Map;

/**
 * A condition as it was found on a day.
 *
 * @param evidence the numbers it rests on
 */
public record Condition(ConditionCode code, boolean holds, Map<String, Object> evidence) {

    static Condition of(ConditionCode code, boolean holds, Evidence evidence) {
        return new Condition(code, holds, evidence.values());
    }
}
