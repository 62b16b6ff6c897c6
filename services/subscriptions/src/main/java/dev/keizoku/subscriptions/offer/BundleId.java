package dev.keizoku.subscriptions.offer;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.CallerId;

/** A bundle, by the tenant's own id. */
public record BundleId(@JsonValue String value) {

    public BundleId {
        CallerId.check(value);
    }
}
