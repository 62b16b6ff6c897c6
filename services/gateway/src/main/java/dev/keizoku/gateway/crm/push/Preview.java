package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dry run: what would become of each account that was looked at.
 *
 * @param firstTime due, and never taken by the CRM before
 * @param changed due, as the CRM has it otherwise
 * @param unchanged not due, as the CRM has taken or refused it so already
 * @param skipped not due, as the CRM does not know it or nothing is there to clear
 * @param more whether there is more than was looked at
 */
record Preview(
        int firstTime,
        int changed,
        int unchanged,
        int skipped,
        boolean more,
        @Nullable JsonNode firstRequest) {

    /** What becomes of an account. */
    enum Fate {
        FIRST_TIME,
        CHANGED,
        UNCHANGED,
        SKIPPED;

        boolean isDue() {
            return this == FIRST_TIME || this == CHANGED;
        }

        /** What {@link RecordStore#put} would make of it. */
        static Fate of(Payload payload, RecordStore.@Nullable Known known) {
            if (payload.key() == null) {
                return SKIPPED;
            }
            if (known == null) {
                return payload.deleted() ? SKIPPED : FIRST_TIME;
            }
            Fate due = known.sent() ? CHANGED : FIRST_TIME;
            if (Arrays.equals(known.hash(), payload.hash())) {
                return switch (known.outcome()) {
                    case "pending" -> due;
                    case "skipped" -> SKIPPED;
                    default -> UNCHANGED;
                };
            }
            if (Arrays.equals(known.sentHash(), payload.hash())) {
                return UNCHANGED;
            }
            return payload.deleted() && !known.tried() ? SKIPPED : due;
        }
    }

    static Preview of(List<Fate> fates, boolean more, @Nullable JsonNode firstRequest) {
        return new Preview(
                Collections.frequency(fates, Fate.FIRST_TIME),
                Collections.frequency(fates, Fate.CHANGED),
                Collections.frequency(fates, Fate.UNCHANGED),
                Collections.frequency(fates, Fate.SKIPPED),
                more,
                firstRequest);
    }

    int due() {
        return firstTime + changed;
    }
}
