package dev.keizoku.usage.event;

/** The 128 bits under which an event's source and id are kept; in the order of its two halves. */
public record EventIdentity(long high, long low) implements Comparable<EventIdentity> {

    @Override
    public int compareTo(EventIdentity other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh == 0 ? Long.compare(low, other.low) : byHigh;
    }
}
