package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.CallerId;

/** The step that an event of setting up names among its data, whatever protocol it came by. */
final class SetupStep {

    private static final String MEMBER = "step";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SetupStep() {}

    /** The step, or {@link UsageEvent#NONE} when none is named that could be told from others. */
    static String of(String properties) {
        if (!properties.contains('"' + MEMBER + '"')) {
            return UsageEvent.NONE;
        }
        try {
            String step = MAPPER.readTree(properties).path(MEMBER).textValue();
            return step == null ? UsageEvent.NONE : CallerId.check(step);
        } catch (JsonProcessingException | IllegalArgumentException none) {
            return UsageEvent.NONE;
        }
    }
}
