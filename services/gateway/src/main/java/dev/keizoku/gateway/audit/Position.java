package dev.keizoku.gateway.audit;

import dev.keizoku.kernel.AuditQuestion.Place;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** An entry's place in the list of all: the newest first, and at one instant service by service. */
record Position(Instant at, int source, long id) implements Comparable<Position> {

    private static final Pattern SPACE = Pattern.compile(" ");

    static Position parse(String text) {
        List<String> parts = List.of(SPACE.split(text, -1));
        return new Position(Instant.parse(parts.get(0)), Integer.parseInt(parts.get(1)), Long.parseLong(parts.get(2)));
    }

    String text() {
        return at + " " + source + " " + id;
    }

    /** Before which entries of a service come after this place. */
    Place boundOf(int service) {
        if (service == source) {
            return new Place(at, id);
        }
        return new Place(at, service > source ? Long.MAX_VALUE : 0);
    }

    @Override
    public int compareTo(Position other) {
        int byTime = other.at.compareTo(at);
        if (byTime != 0) {
            return byTime;
        }
        int bySource = Integer.compare(source, other.source);
        return bySource == 0 ? Long.compare(other.id, id) : bySource;
    }
}
