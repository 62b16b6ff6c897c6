package dev.keizoku.health.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Keeps how the segments of a week did: parts of it while a run goes on, all of it when the run is done. */
@ApplicationScoped
public class SegmentWriter {

    private static final int ROWS = 500;

    private final ObjectMapper mapper;

    SegmentWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    private record Part(String dimension, String segment, SegmentTally tally) {

        boolean of(Part other) {
            return dimension.equals(other.dimension) && segment.equals(other.segment);
        }
    }

    /**
     * Adds a stretch of accounts.
     *
     * @param part what no other stretch of the run has
     */
    public void append(Handle handle, TenantId tenant, UUID run, String part, List<SegmentedAccount> accounts) {
        try (PreparedBatch batch = handle.prepareBatch("""
                insert into segment_part (tenant, run_id, dimension, segment, part, tally)
                values (:tenant, :run, :dimension, :segment, :part, cast(:tally as jsonb))
                """)) {
            SegmentTallies.of(accounts)
                    .forEach((by, segments) -> segments.forEach((segment, tally) -> batch.bind("tenant", tenant.value())
                            .bind("run", run)
                            .bind("dimension", by.key())
                            .bind("segment", segment)
                            .bind("part", part)
                            .bind("tally", json(tally))
                            .add()));
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    /** Makes the week of what a run that is done has added, unless a later day of that week is there already. */
    public void close(Handle handle, TenantId tenant, UUID run, LocalDate day) {
        LocalDate week = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        boolean later = handle.createQuery("""
                select exists (select from segment_week
                    where tenant = :tenant and dimension = :all and week = :week and day > :day)
                """)
                .bind("tenant", tenant.value())
                .bind("all", SegmentBy.ALL.key())
                .bind("week", week)
                .bind("day", day)
                .mapTo(Boolean.class)
                .one();
        if (!later) {
            handle.createUpdate("delete from segment_week where tenant = :tenant and week = :week "
                            + "and dimension = any(:dimensions)")
                    .bind("tenant", tenant.value())
                    .bind("week", week)
                    .bindArray("dimensions", String.class, SegmentBy.KEYS)
                    .execute();
            addUp(handle, tenant, run, week, day);
        }
        // Those of runs that came to nothing go with them.
        handle.createUpdate("""
                delete from segment_part p where tenant = :tenant and not exists (
                    select from score_run r where r.tenant = p.tenant and r.run_id = p.run_id
                        and r.status in ('queued', 'running'))
                """).bind("tenant", tenant.value()).execute();
    }

    /** The parts of a segment lie beside each other; only one segment is held at a time. */
    private void addUp(Handle handle, TenantId tenant, UUID run, LocalDate week, LocalDate day) {
        try (PreparedBatch weeks = handle.prepareBatch("""
                        insert into segment_week (tenant, week, dimension, segment, day, tally)
                        values (:tenant, :week, :dimension, :segment, :day, cast(:tally as jsonb))
                        """);
                ResultIterator<Part> parts = handle.createQuery("""
                        select dimension, segment, tally from segment_part where tenant = :tenant and run_id = :run
                        order by dimension, segment
                        """)
                        .setFetchSize(ROWS)
                        .bind("tenant", tenant.value())
                        .bind("run", run)
                        .map((row, context) -> new Part(
                                row.getString("dimension"),
                                row.getString("segment"),
                                SegmentStore.tally(mapper, row.getString("tally"))))
                        .iterator()) {
            @Nullable Part sum = null;
            while (parts.hasNext()) {
                Part next = parts.next();
                if (sum != null && sum.of(next)) {
                    sum.tally().add(next.tally());
                } else {
                    add(weeks, tenant, week, day, sum);
                    sum = next;
                }
            }
            add(weeks, tenant, week, day, sum);
            if (weeks.size() > 0) {
                weeks.execute();
            }
        }
    }

    private void add(PreparedBatch weeks, TenantId tenant, LocalDate week, LocalDate day, @Nullable Part sum) {
        if (sum == null) {
            return;
        }
        weeks.bind("tenant", tenant.value())
                .bind("week", week)
                .bind("day", day)
                .bind("dimension", sum.dimension())
                .bind("segment", sum.segment())
                .bind("tally", json(sum.tally()))
                .add();
        if (weeks.size() == ROWS) {
            weeks.execute();
        }
    }

    private String json(SegmentTally tally) {
        try {
            return mapper.writeValueAsString(tally);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
