package dev.keizoku.gateway.segment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A filter with a name.
 *
 * @param filters by the name of the parameter; what it filters has one of the values of each
 */
record Segment(
        String id,
        String name,
        Map<String, List<String>> filters,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {}
