package dev.keizoku.usage.promise;

import dev.keizoku.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events that often are one another's repeats, in part or whole; the same seed gives the same ones. */
final class RandomEvents {

    private static final List<String> SOURCES = List.of("/app", "analytics-node", Form.LAGO_SOURCE);
    private static final List<String> ACCOUNTS = List.of("acme", "取引先 1", "b\"ase", "a,b", "");
    private static final List<String> TYPES = List.of("login", "feature.used", "api.call", "report, weekly");
    private static final int IDS = 60;
    private static final int MOST_EVENTS = 30;

    /** Random gives similar numbers for seeds that are near each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Random random;

    RandomEvents(Random random) {
        this.random = random;
    }

    /** A batch that the form can carry. */
    List<Told> batch(Form form) {
        int size = form.isSingle() ? 1 : 1 + random.nextInt(MOST_EVENTS);
        List<Told> events = new ArrayList<>();
        while (events.size() < size) {
            // Within a request, too, what was told is told again.
            boolean again = !events.isEmpty() && random.nextInt(5) == 0;
            Told event = again ? events.get(random.nextInt(events.size())) : event(form);
            if (form.canSay(event)) {
                events.add(event);
            }
        }
        return events;
    }

    private Told event(Form form) {
        String source = form == Form.LAGO ? Form.LAGO_SOURCE : SOURCES.get(random.nextInt(SOURCES.size()));
        int number = random.nextInt(IDS);
        // Most tell of the number what it always tells; the others are conflicts.
        int version = random.nextInt(6) == 0 ? 1 : 0;
        Random content = new Random((31L * number + 7L * source.hashCode() + version) * SPREAD);
        String type = TYPES.get(content.nextInt(TYPES.size()));
        boolean nameless = form.namesEventsByContent() && number % 9 == 0;
        Instant time = number % 4 == 3 && !nameless ? null : time(content);
        return new Told(
                source,
                nameless ? "" : "e-" + number,
                random.nextInt(40) == 0 ? "" : type,
                ACCOUNTS.get(content.nextInt(ACCOUNTS.size())),
                content.nextInt(3) == 0 ? "" : "u-" + content.nextInt(4),
                type.equals("feature.used") ? "f-" + content.nextInt(3) : "",
                content.nextBoolean() ? "" : value(content),
                odd(time, nameless),
                content.nextInt(3) == 0 ? "" : "note " + content.nextInt(9) + "; 100% é");
    }

    private static String value(Random content) {
        return List.of("1", "2.5", "-3", "0.125", "1000000", "0.000001").get(content.nextInt(6));
    }

    private static Instant time(Random content) {
        return MutableClock.START.minusSeconds(content.nextInt(30 * 86_400));
    }

    /** Seldom too old or ahead of every clock, and sometimes left to the server. */
    private @Nullable Instant odd(@Nullable Instant time, boolean nameless) {
        if (time == null) {
            return null;
        }
        return switch (random.nextInt(30)) {
            case 0 -> MutableClock.START.minus(Duration.ofDays(500));
            case 1 -> MutableClock.START.plus(Duration.ofDays(60));
            case 2 -> nameless ? time : null;
            default -> time;
        };
    }
}
