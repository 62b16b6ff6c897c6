package dev.keizoku.health.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of leaving that an account shows or showed.
 *
 * @param openedOn the scored day on which it was first seen
 * @param resolution why it is over: {@code login_returned} or {@code account_left}
 */
record RiskSignal(
        UUID signalId,
        String accountId,
        String type,
        String state,
        LocalDate openedOn,
        @Nullable LocalDate resolvedOn,
        @Nullable String resolution,
        JsonNode evidence) {}
