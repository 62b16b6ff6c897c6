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
     * @param item what was sent, or the beginning of it; null when that is not at hand
     */
    record Refused(
            @Nullable String id,
            List<FieldError> errors,
            @Nullable String item) implements Decoded {

        /** The most characters of an item that are kept. */
        static final int MOST_ITEM = 4096;

        public Refused {
            item = item == null || item.length() <= MOST_ITEM ? item : item.substring(0, MOST_ITEM);
        }

        public Refused(@Nullable String id, List<FieldError> errors) {
            this(id, errors, null);
        }

        /** The same, with what was sent. */
        public Refused of(@Nullable String sent) {
            return new Refused(id, errors, sent);
        }
    }
}
