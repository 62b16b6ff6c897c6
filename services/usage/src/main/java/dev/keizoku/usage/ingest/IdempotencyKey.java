package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code Idempotency-Key} of a request: a quoted string by its draft, bare as many send it. */
public final class IdempotencyKey {

    /** Leaves room for the place of an event in the request. */
    private static final int MOST = 200;

    private IdempotencyKey() {}

    /**
     * The key; null when there is none.
     *
     * @throws ProblemException 400 for one that cannot be part of an event's id
     */
    public static @Nullable String of(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String key = header.strip();
        boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
        if (quoted) {
            key = key.substring(1, key.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
        }
        try {
            if (key.length() <= MOST) {
                return CallerId.check(key);
            }
        } catch (IllegalArgumentException unacceptable) {
            // Falls through to the one answer every bad key gets.
        }
        throw ProblemException.ofFields(List.of(new FieldError(
                "Idempotency-Key", "invalid_value", "A key has 1 to " + MOST + " characters, none of them control.")));
    }
}
