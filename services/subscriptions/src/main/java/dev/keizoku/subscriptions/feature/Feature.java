package dev.keizoku.subscriptions.feature;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a product can do.
 *
 * @param releasedAt since when it is there; null when nobody said
 */
public record Feature(
        FeatureId featureId,
        String name,
        String product,
        @Nullable Instant releasedAt) {}
