package dev.keizoku.health.pull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a row of a stream leaves out is empty, not null. */
final class Absent {

    private Absent() {}

    static <T> List<T> empty(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    static <K, V> Map<K, V> empty(@Nullable Map<K, V> values) {
        return values == null ? Map.of() : Map.copyOf(values);
    }
}
