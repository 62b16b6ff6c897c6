package dev.keizoku.demo.company;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** One effective-dated change of a subscription, in the company's local time. */
public record Change(
        String changeId,
        String subscriptionId,
        String accountId,
        Kind kind,
        LocalDateTime at,
        @Nullable Terms terms,
        @Nullable LocalDateTime cancelAt,
        @Nullable String reason) {

    /** The kinds of change the company makes use of. */
    public enum Kind {
        TRIAL_START("trial_start"),
        START("start"),
        CHANGE_TERMS("change_terms"),
        SCHEDULE_CANCELLATION("schedule_cancellation"),
        RETRACT_CANCELLATION("retract_cancellation"),
        CANCEL("cancel"),
        END("end");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
