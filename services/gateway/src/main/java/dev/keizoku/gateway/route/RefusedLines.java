package dev.keizoku.gateway.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which refusals get a line of the log: so many of an address and of all in a minute, and the others are counted. */
final class RefusedLines {

    private static final int MOST_ADDRESSES = 1_000;

    private final int ofAddress;
    private final int ofAll;
    private final Map<String, Integer> refused = new HashMap<>();
    private long minute;
    private int written;
    private long unwritten;

    RefusedLines(int ofAddress, int ofAll) {
        this.ofAddress = ofAddress;
        this.ofAll = ofAll;
    }

    /** What had no line of its own in a minute that is over. */
    record Rest(long count, String busiest, int ofBusiest) {}

    /** Whether the next one from an address has a line of its own. */
    synchronized boolean take(String address) {
        int before = refused.getOrDefault(address, 0);
        if (before > 0 || refused.size() < MOST_ADDRESSES) {
            refused.put(address, before + 1);
        }
        if (before >= ofAddress || written >= ofAll) {
            unwritten++;
            return false;
        }
        written++;
        return true;
    }

    /** Begins anew when it is another minute; gives what has not been told of the last one. */
    synchronized Optional<Rest> turnTo(long now) {
        if (now == minute) {
            return Optional.empty();
        }
        Optional<Rest> rest = unwritten == 0
                ? Optional.empty()
                : refused.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(most -> new Rest(unwritten, most.getKey(), most.getValue()));
        minute = now;
        written = 0;
        unwritten = 0;
        refused.clear();
        return rest;
    }
}
