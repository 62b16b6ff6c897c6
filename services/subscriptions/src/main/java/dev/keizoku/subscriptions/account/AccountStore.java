package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SnapshotStream;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The accounts' rows: one as people edit it, many as files and lists need them. */
@Singleton
class AccountStore implements PanacheRepositoryBase<AccountRow, AccountRow.Key> {

    private final Json json;

    AccountStore(Json json) {
        this.json = json;
    }

    private static final String LINE = """
            jsonb_to_recordset(cast(:lines as jsonb)) as line (account_id text, name text, external_ids jsonb,
                attributes jsonb, parent_id text, owner text, internal boolean)
            """;

    /** Accounts as the feed told of them, in the place of their table. */
    private static final String THEN = """
            (select account_id, payload ->> 'name' as name, payload -> 'external_ids' as external_ids,
                payload -> 'attributes' as attributes, payload ->> 'parent_id' as parent_id, payload ->> 'owner' as owner,
                coalesce(cast(payload ->> 'internal' as boolean), false) as internal, created_at, updated_at
            from (%s) told where payload ->> 'deleted' is distinct from 'true') account
            """.formatted(FeedStore.lastKnown(FeedEntry.Type.ACCOUNT, "account_id"));

    @Nullable AccountRow findLocked(TenantId tenant, AccountId account) {
        return findById(AccountRow.Key.of(tenant, account), LockModeType.PESSIMISTIC_WRITE);
    }

    /** Which of the accounts are there, kept from being deleted until the transaction ends. */
    List<String> existing(Handle handle, TenantId tenant, Collection<String> ids) {
        return handle.createQuery("""
                        select account_id from account where tenant = :tenant and account_id = any(:ids)
                        order by account_id for key share
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .mapTo(String.class)
                .list();
    }

    /** Which of the accounts are there, in order. */
    List<String> known(Handle handle, TenantId tenant, Collection<String> ids) {
        return handle.createQuery("""
                        select account_id from account where tenant = :tenant and account_id = any(:ids)
                        order by account_id
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .mapTo(String.class)
                .list();
    }

    /** The accounts of those ids, locked until the transaction ends. */
    Map<String, Account> find(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, Account> found = new HashMap<>();
        handle.createQuery("""
                        select * from account where tenant = :tenant and account_id = any(:ids)
                        order by account_id for update
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .map(stored())
                .forEach(stored -> found.put(stored.account().accountId().value(), stored.account()));
        return found;
    }

    /** Inserts what is not there; the ids of those it did insert. */
    List<String> insert(Handle handle, TenantId tenant, Collection<Account> accounts, Instant now) {
        return handle.createQuery("""
                        insert into account (tenant, account_id, name, external_ids, attributes, parent_id, owner,
                            internal, created_at, updated_at)
                        select :tenant, line.account_id, line.name, line.external_ids, line.attributes, line.parent_id,
                            line.owner, line.internal, :now, :now
                        from\s""" + LINE + """
                        order by line.account_id collate "C"
                        on conflict do nothing
                        returning account_id
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", lines(accounts))
                .mapTo(String.class)
                .list();
    }

    void update(Handle handle, TenantId tenant, Collection<Account> accounts, Instant now) {
        handle.createUpdate("""
                        update account set name = line.name, external_ids = line.external_ids,
                            attributes = line.attributes, parent_id = line.parent_id, owner = line.owner,
                            internal = line.internal, updated_at = :now
                        from\s""" + LINE + """
                        where account.tenant = :tenant and account.account_id = line.account_id collate "C"
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", lines(accounts))
                .execute();
    }

    void delete(Handle handle, TenantId tenant, AccountId account) {
        handle.createUpdate("delete from account where tenant = :tenant and account_id = :account")
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .execute();
    }

    boolean hasChildren(Handle handle, TenantId tenant, AccountId account) {
        return handle.createQuery("""
                        select exists (select from account where tenant = :tenant and parent_id = :account)
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .mapTo(Boolean.class)
                .one();
    }

    boolean hasSubscriptions(Handle handle, TenantId tenant, AccountId account) {
        return handle.createQuery("""
                        select exists (select from subscription where tenant = :tenant and account_id = :account)
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .mapTo(Boolean.class)
                .one();
    }

    /** The account of that id as it was known at an instant. */
    Optional<StoredAccount> find(Handle handle, TenantId tenant, AccountId account, Instant asOf) {
        return handle.createQuery("select * from " + THEN + " where account_id = :account")
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("asOf", Bind.time(asOf))
                .map(stored())
                .findOne();
    }

    /**
     * The accounts after an id, of one parent or of all, whose attributes have, for every name, one of the values.
     *
     * @param asOf as they were known then; as they are if null
     */
    ResultIterable<StoredAccount> list(
            Handle handle,
            TenantId tenant,
            String after,
            @Nullable AccountId parent,
            Map<String, List<String>> attributes,
            @Nullable Instant asOf,
            int limit) {
        StringBuilder sql = new StringBuilder("select * from ")
                .append(asOf == null ? "account where tenant = :tenant" : THEN + " where true")
                .append(" and account_id > :after");
        if (parent != null) {
            sql.append(" and parent_id = :parent");
        }
        for (int i = 0; i < attributes.size(); i++) {
            sql.append(" and attributes ->> :name%d = any(:values%d)".formatted(i, i));
        }
        Query query = handle.createQuery(sql.append(" order by account_id limit :limit"))
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit);
        if (asOf != null) {
            query.bind("asOf", Bind.time(asOf));
        }
        if (parent != null) {
            query.bind("parent", parent.value());
        }
        int i = 0;
        for (Map.Entry<String, List<String>> attribute : attributes.entrySet()) {
            query.bind("name" + i, attribute.getKey()).bind("values" + i, Bind.texts(attribute.getValue()));
            i++;
        }
        return query.setFetchSize(SnapshotStream.ROWS_AT_ONCE).map(stored());
    }

    private String lines(Collection<Account> accounts) {
        return json.write(accounts);
    }

    RowMapper<StoredAccount> stored() {
        return (row, context) -> new StoredAccount(
                new Account(
                        new AccountId(row.getString("account_id")),
                        row.getString("name"),
                        json.read(row.getString("external_ids"), AccountRow.TEXTS),
                        json.read(row.getString("attributes"), AccountRow.VALUES),
                        row.getString("parent_id") == null ? null : new AccountId(row.getString("parent_id")),
                        row.getString("owner"),
                        row.getBoolean("internal")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
