package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list, in an order that is stable under writes. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> data, @Nullable String nextCursor, boolean hasMore) {

    public Page {
        data = List.copyOf(data);
    }
}
