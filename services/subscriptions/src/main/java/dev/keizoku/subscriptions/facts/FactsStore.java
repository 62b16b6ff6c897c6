package dev.keizoku.subscriptions.facts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.facts.AccountFacts.Named;
import dev.keizoku.subscriptions.subscription.RecordedChanges;
import dev.keizoku.subscriptions.subscription.RecordedChanges.Recorded;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** Reads accounts, and what was asked of their subscriptions, some at a time in the order of the accounts' ids. */
@Singleton
class FactsStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private static final TypeReference<ToldAccount> TOLD = new TypeReference<>() {};

    private static final int CHANGES_AT_ONCE = 2000;

    private static final String WHOSE = """
            select s.account_id, c.* from subscription s
            join subscription_change c
                on c.tenant = s.tenant and c.subscription_id = s.subscription_id
            where s.tenant = :tenant and s.account_id >= :from
                and (cast(:to as text) is null or s.account_id < :to)
                and c.effective_at < :before and c.known_at <= :knownAt
            order by s.account_id
            """;

    /**
     * The same where subscriptions have moved between accounts, changes were known that have been taken out since, or
     * accounts have been merged since.
     */
    private static final String WHOSE_THEN = """
            with was as (
                select distinct on (subscription_id, change_id) subscription_id, change_id, account_id
                from rekeyed_subscription where tenant = :tenant and rekeyed_at > :knownAt
                order by subscription_id, change_id, rekeying),
            moved as (
                select distinct on (subscription_id) subscription_id,
                    coalesce(was.account_id, to_account_id) as to_account_id
                from subscription_change left join was using (subscription_id, change_id)
                where tenant = :tenant and to_account_id is not null
                    and effective_at < :before and known_at <= :knownAt
                order by subscription_id, effective_at desc, change_id desc),
            whose as (
                select s.subscription_id, coalesce(m.to_account_id, w.account_id, s.account_id) as account_id
                from subscription s left join moved m using (subscription_id)
                left join was w on w.subscription_id = s.subscription_id and w.change_id = ''
                where s.tenant = :tenant),
            known as (
                select account_id, %1$s from subscription_change join whose using (subscription_id)
                where tenant = :tenant and effective_at < :before and known_at <= :knownAt
                union all
                select coalesce(w.account_id, r.account_id), %1$s from removed_change r
                left join whose w using (subscription_id)
                where tenant = :tenant and effective_at < :before and known_at <= :knownAt
                    and removed_at > :knownAt)
            select * from known
            where account_id >= :from and (cast(:to as text) is null or account_id < :to)
            order by account_id
            """.formatted(RecordedChanges.COLUMNS);

    private final Json json;

    FactsStore(Json json) {
        this.json = json;
    }

    /**
     * The next accounts after an id, those among them that were known and have been merged into others since.
     *
     * @param from the first id that is of interest
     * @param to the first id that no longer is; none if null
     */
    List<Named> accounts(
            Handle handle,
            TenantId tenant,
            @Nullable String after,
            String from,
            @Nullable String to,
            Instant knownAt,
            int limit) {
        return handle.createQuery("""
                        (select a.account_id, a.name, a.external_ids, a.attributes, a.parent_id, a.owner, a.internal,
                            told.payload
                        from account a
                        left join lateral (select payload from feed
                            where a.updated_at > :knownAt and tenant = :tenant and type = 'account'
                                and payload ->> 'account_id' = a.account_id collate "default"
                                and known_at <= :knownAt and payload ->> 'deleted' is distinct from 'true'
                            order by seq desc limit 1) told on true
                        where a.tenant = :tenant and a.account_id >= :from
                            and (cast(:after as text) is null or a.account_id > :after)
                            and (cast(:to as text) is null or a.account_id < :to)
                        order by a.account_id limit :limit)
                        union all
                        (select m.account_id, '', '{}', '{}', null, null, false, told.payload
                        from (select distinct account_id from account_merge
                            where tenant = :tenant and merged_at > :knownAt and account_id >= :from
                                and (cast(:after as text) is null or account_id > :after)
                                and (cast(:to as text) is null or account_id < :to)) m
                        cross join lateral (select payload from feed
                            where tenant = :tenant and type = 'account' and payload ->> 'account_id' = m.account_id
                                and payload ->> 'merged_into' is not null
                            order by seq desc limit 1) told
                        where not exists (select from account a
                                where a.tenant = :tenant and a.account_id = m.account_id))
                        order by account_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("from", after == null ? from : after)
                .bind("after", after)
                .bind("to", to)
                .bind("knownAt", Bind.time(knownAt))
                .bind("limit", limit)
                .map((row, context) -> named(row))
                .list();
    }

    /** An account as it is or, where it was told of otherwise later, as it was told of then. */
    private Named named(ResultSet row) throws SQLException {
        String told = row.getString("payload");
        return told == null
                ? new Named(
                        row.getString("account_id"),
                        row.getString("name"),
                        json.read(row.getString("external_ids"), TEXTS),
                        json.read(row.getString("attributes"), VALUES),
                        row.getString("parent_id"),
                        row.getString("owner"),
                        row.getBoolean("internal"))
                : json.read(told, TOLD).named();
    }

    /** What the feed says of an account. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ToldAccount(
            String accountId,
            String name,
            Map<String, String> externalIds,
            Map<String, Object> attributes,
            @Nullable String parentId,
            @Nullable String owner,
            @Nullable Boolean internal) {

        Named named() {
            return new Named(accountId, name, externalIds, attributes, parentId, owner, Boolean.TRUE.equals(internal));
        }
    }

    /** What was asked of subscriptions, in the order of their accounts, of what was known and took effect in time. */
    ResultIterator<Recorded> changes(
            Handle handle, TenantId tenant, String from, @Nullable String to, Instant before, Instant knownAt) {
        return handle.createQuery(isOtherNow(handle, tenant, knownAt) ? WHOSE_THEN : WHOSE)
                .bind("tenant", tenant.value())
                .bind("from", from)
                .bind("to", to)
                .bind("before", Bind.time(before))
                .bind("knownAt", Bind.time(knownAt))
                .setFetchSize(CHANGES_AT_ONCE)
                .map(RecordedChanges.ROW)
                .iterator();
    }

    private static boolean isOtherNow(Handle handle, TenantId tenant, Instant knownAt) {
        return handle.createQuery("""
                        select exists (select from subscription_change
                                where tenant = :tenant and to_account_id is not null)
                            or exists (select from removed_change where tenant = :tenant and removed_at > :knownAt)
                            or exists (select from account_merge where tenant = :tenant and merged_at > :knownAt)
                        """)
                .bind("tenant", tenant.value())
                .bind("knownAt", Bind.time(knownAt))
                .mapTo(Boolean.class)
                .one();
    }
}
