package dev.keizoku.health.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The weeks of segments that are over or under way. */
@ApplicationScoped
class SegmentStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    SegmentStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** A segment in a week. */
    record Week(LocalDate week, LocalDate day, String segment, SegmentTally tally) {}

    /** Which weeks: those that begin from one day until before another. */
    record Question(SegmentBy by, List<String> segments, LocalDate from, LocalDate to) {}

    /** Where a page ended. */
    record Position(LocalDate week, String segment) {}

    List<Week> weeks(TenantId tenant, Question question, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select week, day, segment, tally from segment_week
                where tenant = :tenant and dimension = :dimension and week >= :from and week < :to
                    and (cardinality(cast(:segments as text[])) = 0 or segment = any(:segments))
                    and (cast(:week as date) is null or (week, segment) > (cast(:week as date), :segment))
                order by week, segment limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("dimension", question.by().key())
                .bind("from", question.from())
                .bind("to", question.to())
                .bindArray("segments", String.class, question.segments())
                .bind("week", after == null ? null : after.week())
                .bind("segment", after == null ? "" : after.segment())
                .bind("limit", limit)
                .map((row, context) -> new Week(
                        row.getObject("week", LocalDate.class),
                        row.getObject("day", LocalDate.class),
                        row.getString("segment"),
                        tally(mapper, row.getString("tally"))))
                .list());
    }

    static SegmentTally tally(ObjectMapper mapper, String json) {
        try {
            return mapper.readValue(json, SegmentTally.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
