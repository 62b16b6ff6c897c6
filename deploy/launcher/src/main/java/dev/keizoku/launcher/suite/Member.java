package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.terminal.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One of the five services, in the order of their ports, with the heap it gets when all share one machine. */
public enum Member {
    GATEWAY(128),
    SUBSCRIPTIONS(192),
    USAGE(256),
    METRICS(320),
    HEALTH(256);

    private static final int LEAST_MEGABYTES = 64;

    private final int heapMegabytes;

    Member(int heapMegabytes) {
        this.heapMegabytes = heapMegabytes;
    }

    /** The name of the service, of its module, its database and its role. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable that gives it another heap, in MB. */
    String heapVariable() {
        return "KEIZOKU_" + name() + "_HEAP_MB";
    }

    /** What {@link #heapVariable} says, if anything. */
    int heapMegabytes(@Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return heapMegabytes;
        }
        try {
            int megabytes = Integer.parseInt(asked.strip());
            if (megabytes >= LEAST_MEGABYTES) {
                return megabytes;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the one answer every unusable heap gets.
        }
        throw new Refusal(
                "%s is a number of MB from %d, not \"%s\".".formatted(heapVariable(), LEAST_MEGABYTES, asked));
    }
}
