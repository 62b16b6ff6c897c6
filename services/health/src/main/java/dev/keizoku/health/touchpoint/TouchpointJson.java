package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.keizoku.health.text.TextLabels;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Touchpoints' details and labels as the database keeps them. */
@Singleton
class TouchpointJson {

    private final ObjectMapper mapper;
    private final Map<TouchpointKind, ObjectReader> details = new EnumMap<>(TouchpointKind.class);

    TouchpointJson(ObjectMapper mapper) {
        this.mapper = mapper;
        for (TouchpointKind kind : TouchpointKind.values()) {
            details.put(kind, mapper.readerFor(kind.detail()));
        }
    }

    String detail(TouchpointDetail detail) {
        return write(detail);
    }

    TouchpointDetail detail(String kind, String json) {
        ObjectReader reader = details.get(TouchpointKind.of(kind));
        if (reader == null) {
            throw new IllegalStateException("Every kind of touchpoint can be read: " + kind);
        }
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    @Nullable String labels(TextLabels labels) {
        return labels.equals(TextLabels.NONE) ? null : write(labels);
    }

    TextLabels labels(@Nullable String json) {
        try {
            return json == null ? TextLabels.NONE : mapper.readValue(json, TextLabels.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static @Nullable String key(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    /** Separated by commas, in the order of their names; null when nobody says. */
    static @Nullable String keys(@Nullable Collection<? extends Enum<?>> constants) {
        return constants == null
                ? null
                : constants.stream()
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(","));
    }
}
