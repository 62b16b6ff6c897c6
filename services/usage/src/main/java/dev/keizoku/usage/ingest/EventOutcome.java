package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.FieldError;
import java.util.List;

/** What became of one event. */
public sealed interface EventOutcome {

    /** Stored and counted now. */
    record Accepted() implements EventOutcome {}

    /** Stored and counted before; sending it again changed nothing. */
    record Duplicate() implements EventOutcome {}

    /** Another event with the same source and id, but other content, was stored before and stays. */
    record Conflict() implements EventOutcome {}

    /** Not stored. */
    record Rejected(List<FieldError> errors) implements EventOutcome {}

    EventOutcome ACCEPTED = new Accepted();
    EventOutcome DUPLICATE = new Duplicate();
    EventOutcome CONFLICT = new Conflict();
}
