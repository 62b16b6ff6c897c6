package dev.keizoku.subscriptions.contact;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The contacts' rows. */
@Singleton
class ContactStore {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Json json;

    ContactStore(Json json) {
        this.json = json;
    }

    /** Who a contact is: an id of a person means something only at an account. */
    record Key(String accountId, String contactId) {
        static Key of(Contact contact) {
            return new Key(contact.accountId().value(), contact.contactId().value());
        }
    }

    /** The contacts of those keys, locked until the transaction ends. */
    Map<Key, Contact> find(Handle handle, TenantId tenant, Collection<Key> keys) {
        Map<Key, Contact> found = new HashMap<>();
        handle.createQuery("""
                        select contact.* from contact
                        join jsonb_to_recordset(cast(:keys as jsonb)) as wanted (account_id text, contact_id text)
                            on contact.account_id = wanted.account_id collate "C"
                                and contact.contact_id = wanted.contact_id collate "C"
                        where tenant = :tenant order by contact.account_id, contact.contact_id for update of contact
                        """)
                .bind("tenant", tenant.value())
                .bind("keys", json.write(keys))
                .map(contact())
                .forEach(contact -> found.put(Key.of(contact), contact));
        return found;
    }

    void put(Handle handle, TenantId tenant, Collection<Contact> contacts, Instant now) {
        handle.createUpdate("""
                        insert into contact (tenant, account_id, contact_id, name, email, user_id, role, department,
                            tags, status, since, created_at, updated_at)
                        select :tenant, line.account_id, line.contact_id, line.name, line.email, line.user_id, line.role,
                            line.department, line.tags, line.status, line.since, :now, :now
                        from jsonb_to_recordset(cast(:lines as jsonb)) as line (account_id text, contact_id text,
                            name text, email text, user_id text, role text, department text, tags jsonb, status text,
                            since date)
                        order by line.account_id collate "C", line.contact_id collate "C"
                        on conflict (tenant, account_id, contact_id) do update set name = excluded.name,
                            email = excluded.email, user_id = excluded.user_id, role = excluded.role, department = excluded.department,
                            tags = excluded.tags, status = excluded.status, since = excluded.since,
                            updated_at = excluded.updated_at
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", json.write(contacts))
                .execute();
    }

    /** The contacts of the accounts from one to another, by account. */
    Map<String, List<Contact>> between(Handle handle, TenantId tenant, String first, String last) {
        Map<String, List<Contact>> people = new HashMap<>();
        handle.createQuery("""
                        select * from contact where tenant = :tenant and account_id between :first and :last
                        order by account_id, contact_id
                        """)
                .bind("tenant", tenant.value())
                .bind("first", first)
                .bind("last", last)
                .map(contact())
                .forEach(contact -> people.computeIfAbsent(contact.accountId().value(), id -> new ArrayList<>())
                        .add(contact));
        return people;
    }

    boolean delete(Handle handle, TenantId tenant, AccountId account, ContactId contact) {
        return handle.createUpdate("""
                                delete from contact
                                where tenant = :tenant and account_id = :account and contact_id = :contact
                                """)
                        .bind("tenant", tenant.value())
                        .bind("account", account.value())
                        .bind("contact", contact.value())
                        .execute()
                == 1;
    }

    List<Contact> ofUser(Handle handle, TenantId tenant, UserId user) {
        return handle.createQuery("""
                        select * from contact where tenant = :tenant and user_id = :user order by account_id, contact_id
                        """)
                .bind("tenant", tenant.value())
                .bind("user", user.value())
                .map(contact())
                .list();
    }

    int deleteOfUser(Handle handle, TenantId tenant, UserId user) {
        return handle.createUpdate("delete from contact where tenant = :tenant and user_id = :user")
                .bind("tenant", tenant.value())
                .bind("user", user.value())
                .execute();
    }

    /** The next contacts of an account by id, with a status and a tag if those are given. */
    List<Contact> list(
            Handle handle,
            TenantId tenant,
            AccountId account,
            String after,
            Contact.@Nullable Status status,
            @Nullable String tag,
            int limit) {
        return handle.createQuery("""
                        select * from contact
                        where tenant = :tenant and account_id = :account and contact_id > :after
                            and (cast(:status as text) is null or status = :status)
                            and (cast(:tag as text) is null or tags @> to_jsonb(cast(:tag as text)))
                        order by contact_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("after", after)
                .bind("status", status == null ? null : status.wire())
                .bind("tag", tag)
                .bind("limit", limit)
                .map(contact())
                .list();
    }

    private RowMapper<Contact> contact() {
        return (row, context) -> new Contact(
                new AccountId(row.getString("account_id")),
                new ContactId(row.getString("contact_id")),
                row.getString("name"),
                row.getString("email"),
                row.getString("user_id") == null ? null : new UserId(row.getString("user_id")),
                row.getString("role"),
                row.getString("department"),
                json.read(row.getString("tags"), TEXTS),
                Contact.Status.of(row.getString("status")),
                row.getObject("since", LocalDate.class));
    }

    /** Moves an account's people to another; one whose id is taken there goes, as the other is taken for the same person. */
    void follow(Handle handle, TenantId tenant, AccountId account, AccountId into) {
        handle.createUpdate("""
                        update contact set account_id = :into
                        where tenant = :tenant and account_id = :account
                            and not exists (select from contact there where there.tenant = contact.tenant
                                and there.account_id = :into and there.contact_id = contact.contact_id)
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("into", into.value())
                .execute();
    }
}
