package dev.keizoku.health.play.example;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The success cases of a tenant. */
@ApplicationScoped
public class SuccessCases {

    private static final int NEAREST = 3;

    private final Jdbi jdbi;

    SuccessCases(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Where a page ended. */
    record Position(Instant createdAt, UUID id) {}

    /** Those of the same industry, then of a similar size, the newest first; three at most. */
    public List<SuccessCase> nearest(TenantId tenant, @Nullable String industry, @Nullable String size) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from success_case
                where tenant = :tenant and (lower(industry) = lower(:industry) or lower(size) = lower(:size))
                order by (lower(industry) is not distinct from lower(cast(:industry as text)) and industry is not null) desc,
                    (lower(size) is not distinct from lower(cast(:size as text)) and size is not null) desc,
                    created_at desc, case_id
                limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("industry", industry)
                .bind("size", size)
                .bind("limit", NEAREST)
                .map((row, context) -> read(row))
                .list());
    }

    /** In the order in which they were told. */
    List<SuccessCase> list(TenantId tenant, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from success_case
                where tenant = :tenant and (cast(:at as timestamptz) is null
                    or (created_at, case_id) > (cast(:at as timestamptz), cast(:id as uuid)))
                order by created_at, case_id limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("at", after == null ? null : after.createdAt().atOffset(ZoneOffset.UTC))
                .bind("id", after == null ? null : after.id())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    SuccessCase add(TenantId tenant, SuccessCaseResource.Told told, Instant at, String by) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                insert into success_case (tenant, title, url, industry, size, features, text, created_at, created_by)
                values (:tenant, :title, :url, :industry, :size, :features, :text, :at, :by)
                returning *
                """)
                .bind("tenant", tenant.value())
                .bind("title", told.title())
                .bind("url", told.url())
                .bind("industry", told.industry())
                .bind("size", told.size())
                .bindArray("features", String.class, told.features() == null ? List.of() : told.features())
                .bind("text", told.text())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("by", by)
                .map((row, context) -> read(row))
                .one());
    }

    private static SuccessCase read(ResultSet row) throws SQLException {
        return new SuccessCase(
                row.getObject("case_id", UUID.class),
                row.getString("title"),
                row.getString("url"),
                row.getString("industry"),
                row.getString("size"),
                List.of((String[]) row.getArray("features").getArray()),
                row.getString("text"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
