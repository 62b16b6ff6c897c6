package dev.keizoku.usage.meter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The meters a tenant has defined. */
@Singleton
class MeterStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;
    private final RowMapper<Defined> row;

    MeterStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
        this.row = (found, context) -> new Defined(
                found.getString("meter_id"),
                read(found.getString("definition")),
                found.getObject("created_at", OffsetDateTime.class).toInstant(),
                found.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    /** A meter under its id. */
    record Defined(String id, Meter meter, Instant createdAt, Instant updatedAt) {}

    /** Defines or defines anew; whether it was not there before. The same again changes nothing. */
    boolean put(int tenant, String id, Meter meter, Instant now) {
        return jdbi.inTransaction(handle -> {
            boolean created = handle.createUpdate("""
                            insert into meter (created_at, updated_at, tenant_no, meter_id, definition)
                            values (:now, :now, :tenant, :id, cast(:definition as jsonb))
                            on conflict do nothing
                            """)
                            .bind("now", now.atOffset(ZoneOffset.UTC))
                            .bind("tenant", tenant)
                            .bind("id", id)
                            .bind("definition", write(meter))
                            .execute()
                    == 1;
            if (!created) {
                handle.createUpdate("""
                                update meter set definition = cast(:definition as jsonb), updated_at = :now
                                where tenant_no = :tenant and meter_id = :id
                                    and definition <> cast(:definition as jsonb)
                                """)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .bind("definition", write(meter))
                        .execute();
            }
            return created;
        });
    }

    Optional<Defined> find(int tenant, String id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from meter where tenant_no = :tenant and meter_id = :id")
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .map(row)
                        .findOne());
    }

    List<Defined> all(int tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from meter where tenant_no = :tenant order by meter_id")
                        .bind("tenant", tenant)
                        .map(row)
                        .list());
    }

    void delete(int tenant, String id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from meter where tenant_no = :tenant and meter_id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .execute());
    }

    private String write(Meter meter) {
        try {
            return mapper.writeValueAsString(meter);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Meter read(String definition) {
        try {
            return mapper.readValue(definition, Meter.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A meter's definition is not one.", unreadable);
        }
    }
}
