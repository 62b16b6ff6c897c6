package dev.keizoku.gateway.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The segments of all tenants. */
@Singleton
class SegmentStore {

    private static final TypeReference<LinkedHashMap<String, List<String>>> FILTERS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    SegmentStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** Makes it so; says whether it is new. */
    boolean put(TenantId tenant, Segment segment) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into segment (tenant, segment_id, name, filters, created_at, updated_at, updated_by)
                        values (:tenant, :id, :name, cast(:filters as jsonb), :at, :at, :by)
                        on conflict (tenant, segment_id) do update set name = excluded.name,
                            filters = excluded.filters, updated_at = excluded.updated_at,
                            updated_by = excluded.updated_by
                        returning xmax = 0
                        """)
                .bind("tenant", tenant.value())
                .bind("id", segment.id())
                .bind("name", segment.name())
                .bind("filters", json(segment.filters()))
                .bind("at", segment.updatedAt().atOffset(ZoneOffset.UTC))
                .bind("by", segment.updatedBy())
                .mapTo(Boolean.class)
                .one());
    }

    Optional<Segment> find(TenantId tenant, String id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from segment where tenant = :tenant and segment_id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** In the order of their ids. */
    List<Segment> list(TenantId tenant, String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from segment where tenant = :tenant and segment_id > :after
                        order by segment_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    boolean delete(TenantId tenant, String id) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("delete from segment where tenant = :tenant and segment_id = :id")
                                .bind("tenant", tenant.value())
                                .bind("id", id)
                                .execute())
                == 1;
    }

    private Segment read(ResultSet row) throws SQLException {
        try {
            return new Segment(
                    row.getString("segment_id"),
                    row.getString("name"),
                    mapper.readValue(row.getString("filters"), FILTERS),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                    row.getString("updated_by"));
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private String json(Map<String, List<String>> filters) {
        try {
            return mapper.writeValueAsString(filters);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
