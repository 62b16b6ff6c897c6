package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.text.Polarity;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The touchpoints of all tenants. */
@ApplicationScoped
class TouchpointStore {

    private final TouchpointJson json;

    TouchpointStore(TouchpointJson json) {
        this.json = json;
    }

    /**
     * A touchpoint and what it is taken to mean.
     *
     * @param intents null when nobody says, likewise the polarity
     */
    record Heard(
            Touchpoint touchpoint,
            @Nullable Set<Intent> intents,
            @Nullable Polarity polarity) {}

    /** A touchpoint as it is here; of one whose person's data was removed nothing can be told again. */
    record Stored(Touchpoint touchpoint, boolean erased) {}

    /** Stores those whose id is new and returns the ones that were here before, by id. */
    Map<String, Stored> add(Jdbi jdbi, TenantId tenant, Collection<Heard> touchpoints, Instant now, boolean history) {
        if (touchpoints.isEmpty()) {
            return new HashMap<>();
        }
        List<Heard> sorted = sorted(touchpoints);
        return jdbi.withHandle(handle -> {
            Set<String> known = new HashSet<>();
            int[] inserted = insert(handle, tenant, sorted, now, history);
            for (int i = 0; i < inserted.length; i++) {
                if (inserted[i] == 0) {
                    known.add(sorted.get(i).touchpoint().id());
                }
            }
            return known.isEmpty() ? new HashMap<>() : find(handle, tenant, known);
        });
    }

    /** Writes where known touchpoints have moved on to, and keeps what they said before. */
    void move(Jdbi jdbi, TenantId tenant, Collection<Heard> touchpoints, Instant now, boolean history) {
        if (touchpoints.isEmpty()) {
            return;
        }
        List<Heard> sorted = sorted(touchpoints);
        jdbi.useHandle(handle -> {
            if (!history) {
                keepPast(handle, tenant, sorted, now);
            }
            PreparedBatch batch = handle.prepareBatch("""
                    update touchpoint set user_id = :user_id, text = :text, labels = cast(:labels as jsonb),
                        intents = string_to_array(:intents, ','), polarity = :polarity, details = cast(:details as jsonb),
                        known_at = case when :history then known_at else :now end
                    where tenant = :tenant and touchpoint_id = :touchpoint_id
                    """);
            sorted.forEach(heard -> bind(batch, tenant, heard)
                    .bind("history", history)
                    .bind("now", at(now))
                    .add());
            batch.execute();
        });
    }

    private static void keepPast(Handle handle, TenantId tenant, List<Heard> touchpoints, Instant now) {
        handle.createUpdate("""
                        insert into touchpoint_past (tenant, touchpoint_id, known_at, known_until, account_id, kind,
                            occurred_at, user_id, text, labels, intents, polarity, details)
                        select tenant, touchpoint_id, known_at, :now, account_id, kind, occurred_at, user_id, text,
                            labels, intents, polarity, details
                        from touchpoint where tenant = :tenant and touchpoint_id = any(:ids)
                        order by touchpoint_id for update
                        """)
                .bind("tenant", tenant.value())
                .bind("now", at(now))
                .bindArray(
                        "ids",
                        String.class,
                        touchpoints.stream()
                                .map(heard -> heard.touchpoint().id())
                                .toList())
                .execute();
    }

    private int[] insert(Handle handle, TenantId tenant, List<Heard> touchpoints, Instant now, boolean history) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into touchpoint (tenant, touchpoint_id, account_id, kind, occurred_at, known_at, user_id, text,
                    labels, intents, polarity, details)
                values (:tenant, :touchpoint_id, :account_id, :kind, :occurred_at, :known_at, :user_id, :text,
                    cast(:labels as jsonb), string_to_array(:intents, ','), :polarity, cast(:details as jsonb))
                on conflict (tenant, touchpoint_id) do nothing
                """);
        for (Heard heard : touchpoints) {
            Touchpoint touchpoint = heard.touchpoint();
            bind(batch, tenant, heard)
                    .bind("account_id", touchpoint.account().value())
                    .bind("kind", TouchpointKind.of(touchpoint.detail()).key())
                    .bind("occurred_at", at(touchpoint.occurredAt()))
                    .bind("known_at", at(history ? touchpoint.occurredAt() : now))
                    .add();
        }
        return batch.execute();
    }

    /**
     * Removes what a person said and who it was; that something was said stays, by somebody whose id means nothing.
     *
     * @return how many touchpoints named the person
     */
    int erase(Jdbi jdbi, TenantId tenant, UserId person, String alias, Instant now) {
        return jdbi.withHandle(handle -> {
            erase(handle, "touchpoint_past", "known_until = known_until", tenant, person, alias)
                    .execute();
            return erase(handle, "touchpoint", "erased_at = :now", tenant, person, alias)
                    .bind("now", at(now))
                    .execute();
        });
    }

    /** What is kept of a person, what touchpoints said before they moved on among it. */
    List<HeldTouchpoint> of(Jdbi jdbi, TenantId tenant, UserId person) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from (
                            select tenant, touchpoint_id, account_id, kind, occurred_at, user_id, text, details, known_at
                            from touchpoint
                            union all
                            select tenant, touchpoint_id, account_id, kind, occurred_at, user_id, text, details, known_at
                            from touchpoint_past) as said
                        where tenant = :tenant and (user_id = :person
                            or kind = 'meeting' and details -> 'attendees' @> to_jsonb(cast(:person as text)))
                        order by occurred_at, touchpoint_id, known_at
                        """)
                .bind("tenant", tenant.value())
                .bind("person", person.value())
                .map((row, context) -> new HeldTouchpoint(
                        row.getString("touchpoint_id"),
                        row.getString("account_id"),
                        row.getString("kind"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getString("user_id"),
                        row.getString("text"),
                        row.getString("details")))
                .list());
    }

    private static Update erase(
            Handle handle, String table, String marked, TenantId tenant, UserId person, String alias) {
        return handle.createUpdate("""
                        update %s set %s, text = null,
                            user_id = case when user_id = :person then :alias else user_id end,
                            details = case when details -> 'attendees' is null then details
                                else jsonb_set(details, '{attendees}', (details -> 'attendees') - cast(:person as text)) end
                        where tenant = :tenant and (user_id = :person
                            or kind = 'meeting' and details -> 'attendees' @> to_jsonb(cast(:person as text)))
                        """.formatted(table, marked))
                .bind("tenant", tenant.value())
                .bind("person", person.value())
                .bind("alias", alias);
    }

    private Map<String, Stored> find(Handle handle, TenantId tenant, Set<String> ids) {
        Map<String, Stored> found = new HashMap<>();
        handle.createQuery("select * from touchpoint where tenant = :tenant and touchpoint_id = any(:ids)")
                .bind("tenant", tenant.value())
                .bindArray("ids", String.class, ids)
                .map((row, context) -> new Stored(touchpoint(row), row.getObject("erased_at") != null))
                .forEach(stored -> found.put(stored.touchpoint().id(), stored));
        return found;
    }

    private Touchpoint touchpoint(ResultSet row) throws SQLException {
        String user = row.getString("user_id");
        return new Touchpoint(
                row.getString("touchpoint_id"),
                new AccountId(row.getString("account_id")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                new Saying(
                        user == null ? null : new UserId(user),
                        row.getString("text"),
                        json.labels(row.getString("labels"))),
                json.detail(row.getString("kind"), row.getString("details")));
    }

    private PreparedBatch bind(PreparedBatch batch, TenantId tenant, Heard heard) {
        Touchpoint touchpoint = heard.touchpoint();
        UserId person = touchpoint.saying().person();
        return batch.bind("tenant", tenant.value())
                .bind("touchpoint_id", touchpoint.id())
                .bind("user_id", person == null ? null : person.value())
                .bind("text", touchpoint.saying().text())
                .bind("labels", json.labels(touchpoint.saying().labels()))
                .bind("intents", TouchpointJson.keys(heard.intents()))
                .bind("polarity", TouchpointJson.key(heard.polarity()))
                .bind("details", json.detail(touchpoint.detail()));
    }

    private static List<Heard> sorted(Collection<Heard> touchpoints) {
        return touchpoints.stream()
                .sorted(Comparator.comparing(heard -> heard.touchpoint().id()))
                .toList();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
