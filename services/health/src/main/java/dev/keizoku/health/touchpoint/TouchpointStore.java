package dev.keizoku.health.touchpoint;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The touchpoints of all tenants. */
@ApplicationScoped
class TouchpointStore {

    private static final RowMapper<Touchpoint> ROW = (row, context) -> {
        AccountId account = new AccountId(row.getString("account_id"));
        String id = row.getString("touchpoint_id");
        Instant occurredAt = row.getObject("occurred_at", OffsetDateTime.class).toInstant();
        if (row.getString("kind").equals(Touchpoint.Ticket.KIND)) {
            OffsetDateTime resolvedAt = row.getObject("resolved_at", OffsetDateTime.class);
            return new Touchpoint.Ticket(
                    id,
                    account,
                    occurredAt,
                    TicketPriority.valueOf(row.getString("priority").toUpperCase(Locale.ROOT)),
                    TicketStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                    resolvedAt == null ? null : resolvedAt.toInstant(),
                    user(row.getString("user_id")));
        }
        return new Touchpoint.SurveyAnswer(
                id,
                account,
                occurredAt,
                Survey.valueOf(row.getString("survey").toUpperCase(Locale.ROOT)),
                row.getInt("score"),
                user(row.getString("user_id")));
    };

    TouchpointStore() {}

    /** Stores those whose id is new and returns the ones that were here before, by id. */
    Map<String, Touchpoint> add(
            Jdbi jdbi, TenantId tenant, Collection<Touchpoint> touchpoints, Instant now, boolean history) {
        if (touchpoints.isEmpty()) {
            return new HashMap<>();
        }
        List<Touchpoint> sorted = touchpoints.stream()
                .sorted(java.util.Comparator.comparing(Touchpoint::id))
                .toList();
        return jdbi.withHandle(handle -> {
            Set<String> known = new HashSet<>();
            int[] inserted = insert(handle, tenant, sorted, now, history);
            for (int i = 0; i < inserted.length; i++) {
                if (inserted[i] == 0) {
                    known.add(sorted.get(i).id());
                }
            }
            return known.isEmpty() ? new HashMap<>() : find(handle, tenant, known);
        });
    }

    /** Writes where known tickets have moved on to. */
    void move(Jdbi jdbi, TenantId tenant, Collection<Touchpoint> tickets) {
        if (tickets.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    update touchpoint set priority = :priority, status = :status, resolved_at = :resolved_at,
                        user_id = :user_id
                    where tenant = :tenant and touchpoint_id = :touchpoint_id
                    """);
            tickets.forEach(ticket -> bind(batch, tenant, ticket).add());
            batch.execute();
        });
    }

    private static int[] insert(
            Handle handle, TenantId tenant, List<Touchpoint> touchpoints, Instant now, boolean history) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into touchpoint (tenant, touchpoint_id, account_id, kind, occurred_at, known_at,
                    priority, status, resolved_at, user_id, survey, score)
                values (:tenant, :touchpoint_id, :account_id, :kind, :occurred_at, :known_at,
                    :priority, :status, :resolved_at, :user_id, :survey, :score)
                on conflict (tenant, touchpoint_id) do nothing
                """);
        for (Touchpoint touchpoint : touchpoints) {
            bind(batch, tenant, touchpoint)
                    .bind("known_at", at(history ? touchpoint.occurredAt() : now))
                    .add();
        }
        return batch.execute();
    }

    private static Map<String, Touchpoint> find(Handle handle, TenantId tenant, Set<String> ids) {
        Map<String, Touchpoint> found = new HashMap<>();
        handle.createQuery("select * from touchpoint where tenant = :tenant and touchpoint_id = any(:ids)")
                .bind("tenant", tenant.value())
                .bindArray("ids", String.class, ids)
                .map(ROW)
                .forEach(touchpoint -> found.put(touchpoint.id(), touchpoint));
        return found;
    }

    private static <S extends SqlStatement<S>> S bind(S statement, TenantId tenant, Touchpoint touchpoint) {
        statement
                .bind("tenant", tenant.value())
                .bind("touchpoint_id", touchpoint.id())
                .bind("account_id", touchpoint.account().value())
                .bind("kind", touchpoint.kind())
                .bind("occurred_at", at(touchpoint.occurredAt()));
        return switch (touchpoint) {
            case Touchpoint.Ticket ticket ->
                statement
                        .bind("priority", ticket.priority().name().toLowerCase(Locale.ROOT))
                        .bind("status", ticket.status().name().toLowerCase(Locale.ROOT))
                        .bind("resolved_at", ticket.resolvedAt() == null ? null : at(ticket.resolvedAt()))
                        .bind("user_id", text(ticket.user()))
                        .bind("survey", (String) null)
                        .bind("score", (Integer) null);
            case Touchpoint.SurveyAnswer answer ->
                statement
                        .bind("priority", (String) null)
                        .bind("status", (String) null)
                        .bind("resolved_at", (OffsetDateTime) null)
                        .bind("user_id", text(answer.respondent()))
                        .bind("survey", answer.survey().name().toLowerCase(Locale.ROOT))
                        .bind("score", answer.score());
        };
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : new UserId(id);
    }

    private static @Nullable String text(@Nullable UserId user) {
        return user == null ? null : user.value();
    }
}
