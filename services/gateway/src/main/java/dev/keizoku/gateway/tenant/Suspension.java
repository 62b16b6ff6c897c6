package dev.keizoku.gateway.tenant;

import java.time.Instant;

/** Since when nobody comes in for a tenant, and why. */
record Suspension(Instant since, String reason) {}
