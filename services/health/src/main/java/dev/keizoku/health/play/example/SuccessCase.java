package dev.keizoku.health.play.example;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What went well for a customer, to be told to others. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SuccessCase(
        UUID id,
        String title,
        @Nullable String url,
        @Nullable String industry,
        @Nullable String size,
        List<String> features,
        @Nullable String text,
        Instant createdAt) {}
