package dev.keizoku.usage.rejection;

import dev.keizoku.kernel.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that was refused.
 *
 * @param protocol how it came
 * @param source null when it could not be read
 * @param eventId null when it could not be read
 * @param errors why; never empty
 * @param item what was sent, or the beginning of it; null when that is not at hand
 */
public record Rejection(
        String protocol,
        @Nullable String source,
        @Nullable String eventId,
        List<FieldError> errors,
        @Nullable String item) {

    public Rejection {
        errors = List.copyOf(errors);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("A rejection has a reason.");
        }
    }

    /** The first reason, by which rejections are told apart. */
    String code() {
        return errors.getFirst().code();
    }
}
