package dev.keizoku.health.play;

import dev.keizoku.health.play.book.PlaybookKey;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A play to be opened.
 *
 * @param opening of its signal
 * @param stepDue a day for each step
 */
record NewPlay(
        Asked.Account account,
        String occasion,
        Source source,
        @Nullable UUID signalId,
        @Nullable String signalType,
        @Nullable LocalDate opening,
        PlaybookKey playbook,
        @Nullable Integer variant,
        Tier tier,
        LocalDate firstDueOn,
        List<LocalDate> stepDue,
        LocalDate expiresOn) {

    /** Where plays come from. */
    enum Source {
        SIGNAL,
        DATE,
        HAND
    }

    LocalDate dueOn() {
        return stepDue.getLast();
    }
}
