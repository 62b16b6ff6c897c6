package dev.keizoku.demo.company;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Something a user of a customer did. */
public record UsageEvent(
        String id,
        String accountId,
        String userId,
        String type,
        LocalDateTime time,
        @Nullable String feature,
        int value) {}
