package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The company that uses Keizoku; every row belongs to one. */
public record TenantId(@JsonValue String value) implements Comparable<TenantId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TenantId {
        CallerId.check(value);
    }

    @Override
    public int compareTo(TenantId other) {
        return CallerId.BYTEWISE.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
