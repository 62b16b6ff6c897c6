package dev.keizoku.health.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of leaving that an account shows or showed.
 *
 * @param state whether it is open, acknowledged or over
 * @param openedOn the scored day on which it was first seen
 * @param reopenedOn the day on which it came back, or became worse than it was when it was acknowledged
 * @param resolution why it is over: {@code login_returned}, {@code ended}, or {@code account_left}
 */
record RiskSignal(
        UUID signalId,
        String accountId,
        SignalType type,
        String state,
        BigDecimal severity,
        LocalDate openedOn,
        LocalDate updatedOn,
        @Nullable LocalDate reopenedOn,
        @Nullable LocalDate resolvedOn,
        @Nullable String resolution,
        @Nullable Acknowledgement acknowledgement,
        JsonNode evidence) {

    /** Somebody deals with it. */
    record Acknowledgement(Instant at, String by, @Nullable String note) {}
}
