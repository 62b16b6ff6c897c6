package dev.keizoku.health.touchpoint;

import dev.keizoku.health.touchpoint.TouchpointDetail.Message;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long replies took in conversations, in hours, shortest first: from the first thing one side said to the first the
 * other said after it. A ticket begins the conversation of its id.
 */
record Replies(List<Double> ours, List<Double> theirs) {

    private static final double MINUTES = 60;

    /** Whose turn it is, and since when the other side waits. */
    private record Turn(Direction direction, Instant since) {}

    /** The replies of the recent days. */
    static Replies of(List<DatedTouchpoint> touchpoints) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        Map<String, Turn> turns = new HashMap<>();
        for (DatedTouchpoint each : touchpoints) {
            String thread = thread(each);
            if (thread == null) {
                continue;
            }
            Direction direction = each.fromCustomer() ? Direction.INBOUND : Direction.OUTBOUND;
            Turn before = turns.get(thread);
            if (before != null && before.direction() == direction) {
                continue;
            }
            turns.put(thread, new Turn(direction, each.at()));
            if (before != null && each.recent()) {
                double hours = hours(Duration.between(before.since(), each.at()));
                (direction == Direction.OUTBOUND ? ours : theirs).add(hours);
            }
        }
        return new Replies(
                ours.stream().sorted().toList(), theirs.stream().sorted().toList());
    }

    private static @Nullable String thread(DatedTouchpoint each) {
        return switch (each.detail()) {
            case Ticket ticket -> each.id();
            case Message message -> message.threadId();
            case TouchpointDetail other -> null;
        };
    }

    static double hours(Duration duration) {
        return duration.toMinutes() / MINUTES;
    }

    /** The middle of sorted values, the mean of the two middle ones of an even number; null without any. */
    static @Nullable Double median(List<Double> sorted) {
        int size = sorted.size();
        if (size == 0) {
            return null;
        }
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }
}
