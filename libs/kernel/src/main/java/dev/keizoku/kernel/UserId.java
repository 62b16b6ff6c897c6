package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A person who uses an account, by the tenant's own id. */
public record UserId(@JsonValue String value) implements Comparable<UserId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        CallerId.check(value);
    }

    @Override
    public int compareTo(UserId other) {
        return CallerId.BYTEWISE.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
