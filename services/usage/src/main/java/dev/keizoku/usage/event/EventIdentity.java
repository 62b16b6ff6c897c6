package dev.keizoku.usage.event;

import java.util.UUID;

/** The 128 bits under which an event's source and id are kept; in the order PostgreSQL gives its {@code uuid}. */
public record EventIdentity(long high, long low) implements Comparable<EventIdentity> {

    @Override
    public int compareTo(EventIdentity other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh == 0 ? Long.compareUnsigned(low, other.low) : byHigh;
    }

    public UUID toUuid() {
        return new UUID(high, low);
    }
}
