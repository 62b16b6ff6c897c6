package dev.keizoku.gateway.segment;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Keeps segments, and puts their filters in the place of their names. */
@Singleton
public class Segments {

    private final SegmentStore store;
    private final AuditTrail audit;
    private final ObjectMapper mapper;
    private final Clock clock;

    Segments(SegmentStore store, AuditTrail audit, ObjectMapper mapper, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** A segment as it is now, and whether there was none before. */
    record Put(Segment segment, boolean created) {}

    @Transactional
    Put put(TenantId tenant, Segment segment) {
        boolean created = store.put(tenant, segment);
        audit.add(
                tenant,
                segment.updatedAt(),
                segment.updatedBy(),
                "segment.changed",
                mapper.createObjectNode()
                        .put("segment", segment.id())
                        .set("filters", mapper.valueToTree(segment.filters())));
        return new Put(find(tenant, segment.id()), created);
    }

    @Transactional
    Segment find(TenantId tenant, String id) {
        return store.find(tenant, id).orElseThrow(() -> ProblemException.notFound("segment"));
    }

    @Transactional
    List<Segment> list(TenantId tenant, String after, int limit) {
        return store.list(tenant, after, limit);
    }

    @Transactional
    void delete(TenantId tenant, String id, String by) {
        if (!store.delete(tenant, id)) {
            throw ProblemException.notFound("segment");
        }
        audit.add(
                tenant,
                clock.instant(),
                by,
                "segment.deleted",
                mapper.createObjectNode().put("segment", id));
    }

    /**
     * Adds the filters of a segment to a query, or says what stands against it.
     *
     * @param accepted what can be filtered by there
     * @param pointer where the segment was named
     */
    @Transactional
    public void expand(
            TenantId tenant, String id, Filters accepted, Query query, String pointer, List<FieldError> errors) {
        Optional<Segment> found = store.find(tenant, id);
        if (found.isEmpty()) {
            errors.add(new FieldError(pointer, "unknown_segment", "There is no segment of that id."));
            return;
        }
        found.get().filters().forEach((name, values) -> {
            if (!accepted.take(name)) {
                errors.add(new FieldError(
                        pointer,
                        "unsupported_filter",
                        "The segment filters by " + name + ", which is not to be had here. Accepted: " + accepted.told()
                                + "."));
            } else if (query.has(name)) {
                errors.add(new FieldError(
                        pointer, "contradiction", "The segment filters by " + name + " already; leave it out."));
            } else {
                query.add(name, values);
            }
        });
    }
}
