package dev.keizoku.gateway.crm.push;

import dev.keizoku.gateway.crm.push.connector.Sent;
import java.time.Duration;

/** How long to wait for a CRM. */
final class Waits {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_ASKED = Duration.ofHours(24);
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private Waits() {}

    /** As long as the CRM says; else longer each time. */
    static Duration of(Sent.Later later, int failures) {
        Duration asked = later.after();
        if (asked == null) {
            return step(failures);
        }
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    }

    static Duration step(int before) {
        Duration step = FIRST.multipliedBy(1L << (2 * Math.min(before, 5)));
        return step.compareTo(LONGEST) > 0 ? LONGEST : step;
    }

    /** Until the next look at a job. */
    static Duration look(int before) {
        Duration look = FIRST.multipliedBy(1L << Math.min(before, 4));
        return look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look;
    }
}
