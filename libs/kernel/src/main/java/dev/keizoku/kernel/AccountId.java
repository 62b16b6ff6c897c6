package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A customer of the tenant, by the tenant's own id. */
public record AccountId(@JsonValue String value) implements Comparable<AccountId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
        CallerId.check(value);
    }

    @Override
    public int compareTo(AccountId other) {
        return CallerId.BYTEWISE.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
