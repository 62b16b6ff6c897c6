package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A plan of the tenant's catalogue, by the tenant's own id. */
public record PlanId(@JsonValue String value) implements Comparable<PlanId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PlanId {
        CallerId.check(value);
    }

    @Override
    public int compareTo(PlanId other) {
        return CallerId.BYTEWISE.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
