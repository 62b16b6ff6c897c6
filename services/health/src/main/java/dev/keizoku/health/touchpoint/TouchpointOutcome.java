package dev.keizoku.health.touchpoint;

import dev.keizoku.kernel.FieldError;
import java.util.List;

/** What became of one touchpoint that was sent. */
public sealed interface TouchpointOutcome {

    /** Stored for the first time. */
    record Accepted() implements TouchpointOutcome {}

    /** A ticket already here that moved on. */
    record Updated() implements TouchpointOutcome {}

    /** Already here, exactly so. */
    record Duplicate() implements TouchpointOutcome {}

    /** The id is taken by something else; nothing was changed. */
    record Conflict() implements TouchpointOutcome {}

    /** Not acceptable; nothing was stored. */
    record Rejected(List<FieldError> errors) implements TouchpointOutcome {
        public Rejected {
            errors = List.copyOf(errors);
        }
    }
}
