package dev.keizoku.subscriptions.offer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.CallerId;

/** A bundle, by the tenant's own id. */
public record BundleId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BundleId {
        CallerId.check(value);
    }
}
