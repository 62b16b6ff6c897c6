package dev.keizoku.usage.event;

import dev.keizoku.kernel.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what an event in a plain form may leave out: its source, and its id.
 *
 * <p>Without an id an event that has a time is known by its content: two that say the same are one. Without a time as
 * well it is known by the request's {@code Idempotency-Key} and its place in the request. Belongs to one request.
 */
public final class Filling {

    /** Events that name no source come from here, as rows of imports do: sent both ways, they count once. */
    public static final String SOURCE = EventRow.SOURCE;

    private static final String HINT =
            "Give an id; or a time, and equal content is one event; or send an Idempotency-Key header with the request.";

    private static final int SINGLE = -1;

    private final @Nullable String key;
    private final EventHash hash = new EventHash();
    private int place = SINGLE;

    /** Makes a filling for a request that came with this key, or with none. */
    public Filling(@Nullable String key) {
        this.key = key;
    }

    /** Goes on to the next of several events. */
    public void next() {
        place++;
    }

    /** The event with the id it is known by; refused when there is nothing to tell it by. */
    Decoded complete(UsageEvent event) {
        String id = event.time() != null ? hash.contentId(event) : place == SINGLE ? key : ofPlace();
        return id == null
                ? new Decoded.Refused(null, List.of(new FieldError("/id", "required", HINT)))
                : new Decoded.Valid(event.withId(id));
    }

    private @Nullable String ofPlace() {
        return key == null ? null : key + "/" + place;
    }
}
