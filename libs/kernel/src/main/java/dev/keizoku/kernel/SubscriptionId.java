package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A subscription of an account, by the tenant's own id. */
public record SubscriptionId(@JsonValue String value) implements Comparable<SubscriptionId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SubscriptionId {
        CallerId.check(value);
    }

    @Override
    public int compareTo(SubscriptionId other) {
        return CallerId.BYTEWISE.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
