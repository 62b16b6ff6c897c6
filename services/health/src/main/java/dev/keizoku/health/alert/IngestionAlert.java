package dev.keizoku.health.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something is or was wrong with the data of a tenant.
 *
 * @param state whether it is open or over
 * @param openedOn the first day it was seen on
 */
record IngestionAlert(
        UUID id,
        String kind,
        String state,
        LocalDate openedOn,
        LocalDate updatedOn,
        @Nullable LocalDate resolvedOn,
        JsonNode evidence,
        Instant createdAt) {}
