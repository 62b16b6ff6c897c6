package dev.keizoku.usage.event;

import dev.keizoku.kernel.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event as it was read: whole, or refused with everything that is wrong with it. */
public sealed interface Decoded {

    record Valid(UsageEvent event) implements Decoded {}

    /**
     * An event that cannot be accepted.
     *
     * @param id null when it could not be read
     * @param errors pointers are relative to the event; never empty
     */
    record Refused(@Nullable String id, List<FieldError> errors) implements Decoded {}
}
