package dev.keizoku.subscriptions.feature;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.CallerId;

/** A feature, by the name plans and usage events call it. */
public record FeatureId(@JsonValue String value) {

    public FeatureId {
        CallerId.check(value);
    }
}
