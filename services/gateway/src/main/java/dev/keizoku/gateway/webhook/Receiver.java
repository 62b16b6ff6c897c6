package dev.keizoku.gateway.webhook;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint with what is secret of it.
 *
 * @param secret that signs
 * @param previous that signs too, while both hold
 * @param token that lets us in
 */
public record Receiver(
        Endpoint endpoint,
        String url,
        @Nullable String secret,
        @Nullable String previous,
        @Nullable String token) {}
