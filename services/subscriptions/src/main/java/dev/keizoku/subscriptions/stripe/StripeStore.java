package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.stripe.StripeThing.Kind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What Stripe told: the newest state of its objects, and all that was told of subscriptions. */
@Singleton
class StripeStore {

    private static final TypeReference<JsonNode> ANY = new TypeReference<>() {};

    private final Json json;

    StripeStore(Json json) {
        this.json = json;
    }

    /** A row of facts before it is read. */
    record StoredFact(String subject, Kind kind, String source, Instant at, int rank, StripeNode content) {}

    /** An object in its newest state. */
    record StoredObject(String id, @Nullable String parent, boolean deleted, StripeNode content) {}

    /** What is known of a subscription beside what was told of it. */
    record Known(String subscription, String customer, int lives) {}

    private record Line(
            String subject,
            String kind,
            String objectId,
            @Nullable String parentId,
            String source,
            Instant at,
            int rank,
            boolean deleted,
            JsonNode content) {

        static Line of(StripeThing thing) {
            return new Line(
                    thing.subject() == null ? thing.id() : thing.subject(),
                    thing.kind().name(),
                    thing.id(),
                    thing.subject(),
                    thing.source(),
                    thing.at(),
                    thing.rank(),
                    thing.deleted(),
                    thing.content().json());
        }
    }

    /** Keeps each object's newest state; says which of them are newer than what was known. */
    List<StripeThing> keepObjects(Handle handle, TenantId tenant, Collection<StripeThing> things) {
        List<StripeThing> newer = new ArrayList<>();
        for (StripeThing thing : things) {
            int rows = handle.createUpdate("""
                            insert into stripe_object (tenant, kind, object_id, parent_id, as_of, rank, source, deleted,
                                content)
                            values (:tenant, :kind, :id, :parent, :at, :rank, :source, :deleted,
                                cast(:content as jsonb))
                            on conflict (tenant, kind, object_id) do update set
                                parent_id = coalesce(excluded.parent_id, stripe_object.parent_id),
                                as_of = excluded.as_of, rank = excluded.rank, source = excluded.source,
                                deleted = excluded.deleted, content = excluded.content
                            where (stripe_object.as_of, stripe_object.rank, stripe_object.source)
                                    <= (excluded.as_of, excluded.rank, excluded.source)
                                and (stripe_object.content, stripe_object.deleted)
                                    is distinct from (excluded.content, excluded.deleted)
                            """)
                    .bind("tenant", tenant.value())
                    .bind("kind", thing.kind().name())
                    .bind("id", thing.id())
                    .bind("parent", thing.subject())
                    .bind("at", Bind.time(thing.at()))
                    .bind("rank", thing.rank())
                    .bind("source", thing.source())
                    .bind("deleted", thing.deleted())
                    .bind("content", thing.content().json().toString())
                    .execute();
            if (rows > 0) {
                newer.add(thing);
            }
        }
        return newer;
    }

    /** Objects by id, gone ones included. */
    Map<String, StoredObject> objects(Handle handle, TenantId tenant, Kind kind, Collection<String> ids) {
        return stored(handle, tenant, kind, "object_id", ids);
    }

    /** Objects that belong to others. */
    Collection<StoredObject> objectsOf(Handle handle, TenantId tenant, Kind kind, Collection<String> parents) {
        return stored(handle, tenant, kind, "parent_id", parents).values();
    }

    private Map<String, StoredObject> stored(
            Handle handle, TenantId tenant, Kind kind, String column, Collection<String> values) {
        Map<String, StoredObject> found = new LinkedHashMap<>();
        if (values.isEmpty()) {
            return found;
        }
        handle.createQuery("""
                        select object_id, parent_id, deleted, content from stripe_object
                        where tenant = :tenant and kind = :kind and %s = any(:values) order by object_id
                        """.formatted(column))
                .bind("tenant", tenant.value())
                .bind("kind", kind.name())
                .bind("values", Bind.texts(values))
                .map((row, context) -> new StoredObject(
                        row.getString("object_id"),
                        row.getString("parent_id"),
                        row.getBoolean("deleted"),
                        new StripeNode(json.read(row.getString("content"), ANY))))
                .forEach(object -> found.put(object.id(), object));
        return found;
    }

    /** Notes subscriptions and locks them until the transaction ends: what is told of one is taken one after the other. */
    void lock(Handle handle, TenantId tenant, Map<String, String> customers) {
        customers.keySet().stream()
                .sorted(dev.keizoku.kernel.CallerId.BYTEWISE)
                .forEach(subscription -> handle.createUpdate("""
                                insert into stripe_subscription (tenant, subscription_id, customer_id)
                                values (:tenant, :subscription, :customer)
                                on conflict (tenant, subscription_id) do update
                                    set customer_id = stripe_subscription.customer_id
                                """)
                        .bind("tenant", tenant.value())
                        .bind("subscription", subscription)
                        .bind("customer", customers.get(subscription))
                        .execute());
    }

    /** Keeps facts, one from a list in the place of the one that list had before; says which were not known so. */
    List<StripeThing> keepFacts(Handle handle, TenantId tenant, Collection<StripeThing> things) {
        if (things.isEmpty()) {
            return List.of();
        }
        Map<String, StripeThing> last = new LinkedHashMap<>();
        things.forEach(thing -> last.put(key(Line.of(thing)), thing));
        Set<String> changed = new HashSet<>();
        handle.createQuery("""
                        insert into stripe_fact (tenant, subject, kind, source, at, rank, content)
                        select :tenant, subject, kind, source, at, rank, content
                        from jsonb_to_recordset(cast(:lines as jsonb))
                            as line (subject text, kind text, source text, at timestamptz, rank integer, content jsonb)
                        on conflict (tenant, subject, kind, source) do update
                            set at = excluded.at, rank = excluded.rank, content = excluded.content
                            where (stripe_fact.at, stripe_fact.rank, stripe_fact.content)
                                is distinct from (excluded.at, excluded.rank, excluded.content)
                        returning subject, kind, source
                        """)
                .bind("tenant", tenant.value())
                .bind("lines", json.write(last.values().stream().map(Line::of).toList()))
                .map((row, context) -> key(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(changed::add);
        return last.entrySet().stream()
                .filter(entry -> changed.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String key(Line line) {
        return key(line.subject(), line.kind(), line.source());
    }

    private static String key(String subject, String kind, String source) {
        return String.join("\n", subject, kind, source);
    }

    /** Everything told of subscriptions and customers. */
    Map<String, List<StoredFact>> facts(Handle handle, TenantId tenant, Collection<String> subjects) {
        Map<String, List<StoredFact>> found = new HashMap<>();
        handle.createQuery("select * from stripe_fact where tenant = :tenant and subject = any(:subjects)")
                .bind("tenant", tenant.value())
                .bind("subjects", Bind.texts(subjects))
                .map((row, context) -> new StoredFact(
                        row.getString("subject"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("source"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getInt("rank"),
                        new StripeNode(json.read(row.getString("content"), ANY))))
                .forEach(fact -> found.computeIfAbsent(fact.subject(), subject -> new ArrayList<>())
                        .add(fact));
        return found;
    }

    /** The subscriptions of those ids, of those customers, and those that could not be read so far. */
    List<Known> subscriptions(
            Handle handle, TenantId tenant, Collection<String> ids, Collection<String> customers, boolean unread) {
        return handle.createQuery("""
                        select subscription_id, customer_id, lives from stripe_subscription
                        where tenant = :tenant
                            and (subscription_id = any(:ids) or customer_id = any(:customers)
                                or :unread and problem is not null)
                        order by subscription_id for update
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .bind("customers", Bind.texts(customers))
                .bind("unread", unread)
                .map((row, context) -> new Known(row.getString(1), row.getString(2), row.getInt(3)))
                .list();
    }

    /** Notes how many of ours a subscription has been, and what keeps it from being read. */
    void conclude(Handle handle, TenantId tenant, String subscription, int lives, @Nullable String problem) {
        handle.createUpdate("""
                        update stripe_subscription set lives = :lives, problem = :problem
                        where tenant = :tenant and subscription_id = :subscription
                        """)
                .bind("tenant", tenant.value())
                .bind("subscription", subscription)
                .bind("lives", lives)
                .bind("problem", problem)
                .execute();
    }
}
