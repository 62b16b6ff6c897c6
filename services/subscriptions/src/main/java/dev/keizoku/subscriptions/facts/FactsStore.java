package dev.keizoku.subscriptions.facts;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.facts.AccountFacts.Named;
import dev.keizoku.subscriptions.subscription.RecordedChanges;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.Timeline;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads accounts with their timelines, some at a time, in the order of their ids. */
@Singleton
class FactsStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final Json json;

    FactsStore(Json json) {
        this.json = json;
    }

    /**
     * The next accounts after an id.
     *
     * @param from the first id that is of interest
     * @param to the first id that no longer is; none if null
     */
    List<Named> accounts(
            Handle handle, TenantId tenant, @Nullable String after, String from, @Nullable String to, int limit) {
        return handle.createQuery("""
                        select account_id, name, external_ids, attributes from account
                        where tenant = :tenant and account_id >= :from
                            and (cast(:after as text) is null or account_id > :after)
                            and (cast(:to as text) is null or account_id < :to)
                        order by account_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("from", after == null ? from : after)
                .bind("after", after)
                .bind("to", to)
                .bind("limit", limit)
                .map((row, context) -> new Named(
                        row.getString(1),
                        row.getString(2),
                        json.read(row.getString(3), TEXTS),
                        json.read(row.getString(4), VALUES)))
                .list();
    }

    /** The timelines of the accounts from one id to another, of what was known and took effect in time. */
    Map<String, List<Timeline>> timelines(
            Handle handle, TenantId tenant, String first, String last, Instant before, Instant knownAt) {
        Map<String, Map<String, List<Change>>> changes = new HashMap<>();
        handle.createQuery("""
                        select s.account_id, c.* from subscription s
                        join subscription_change c
                            on c.tenant = s.tenant and c.subscription_id = s.subscription_id
                        where s.tenant = :tenant and s.account_id between :first and :last
                            and c.effective_at < :before and c.known_at <= :knownAt
                        """)
                .bind("tenant", tenant.value())
                .bind("first", first)
                .bind("last", last)
                .bind("before", Bind.time(before))
                .bind("knownAt", Bind.time(knownAt))
                .map(RecordedChanges.ROW)
                .forEach(row -> changes.computeIfAbsent(row.accountId(), id -> new LinkedHashMap<>())
                        .computeIfAbsent(row.subscriptionId(), id -> new ArrayList<>())
                        .add(row.change()));
        Map<String, List<Timeline>> timelines = new HashMap<>();
        changes.forEach((account, own) ->
                timelines.put(account, own.values().stream().map(Timeline::of).toList()));
        return timelines;
    }
}
