package dev.keizoku.kernel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Who changes something with the request under way. Nobody does with one that only reads. */
@RequestScoped
class Change {

    private final Clock clock;
    private @Nullable ObjectNode by;

    Change(Clock clock) {
        this.clock = clock;
    }

    void by(String actor, String requestId) {
        by = JsonNodeFactory.instance.objectNode().put("actor", actor).put("request_id", requestId);
    }

    /** As the trigger {@code keep_audit} reads it; empty for nobody. */
    String told() {
        return by == null ? "" : by.put("at", clock.instant().toString()).toString();
    }
}
