package dev.keizoku.health.expansion.trial;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.health.expansion.Requester;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan or feature that an account tries.
 *
 * @param features what it can use for these days and otherwise not
 * @param endsOn the first day without it
 * @param converted whether it was bought; null while nobody has said
 * @param activeOn the days of it on which the account was active
 * @param featuresUsed those of the features that were used in it
 */
record Trial(
        UUID id,
        String accountId,
        Requester requestedBy,
        @Nullable String planId,
        @Nullable String featureId,
        List<String> features,
        LocalDate startedOn,
        LocalDate endsOn,
        @Nullable Boolean converted,
        @Nullable LocalDate outcomeOn,
        List<LocalDate> activeOn,
        List<String> featuresUsed) {

    /** Where it stands. */
    enum State {
        RUNNING,
        CONVERTED,
        ENDED;

        @JsonValue
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    State state(LocalDate today) {
        if (converted != null) {
            return converted ? State.CONVERTED : State.ENDED;
        }
        return endsOn.isAfter(today) ? State.RUNNING : State.ENDED;
    }
}
