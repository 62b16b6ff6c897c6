package dev.keizoku.subscriptions.contact;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.kernel.UserId;
import dev.keizoku.subscriptions.account.Accounts;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be done with contacts. They are personal data: no feed tells of them. */
@ApplicationScoped
public class Contacts {

    private final ContactStore store;
    private final Accounts accounts;
    private final FeedStore feed;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    Contacts(ContactStore store, Accounts accounts, FeedStore feed, Tenants tenants, Jdbi jdbi, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.feed = feed;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A contact as it is after a request, and whether the request made it. */
    record Put(Contact contact, boolean created) {}

    /** What became of one of many contacts. */
    enum Result {
        CHANGED,
        UNCHANGED,
        NO_ACCOUNT
    }

    /** Makes the contact so; without a day its status keeps the one it began on, or a new one begins today. */
    @Transactional
    Put put(TenantId tenant, Contact contact) {
        TenantRecord settings = tenants.get(tenant);
        return jdbi.withHandle(handle -> {
            checkAccount(handle, tenant, contact.accountId());
            ContactStore.Key key = ContactStore.Key.of(contact);
            Contact known = store.find(handle, tenant, List.of(key)).get(key);
            Contact settled = contact.settled(known, today(settings));
            if (!settled.equals(known)) {
                store.put(handle, tenant, List.of(settled), now());
            }
            return new Put(settled, known == null);
        });
    }

    /** Makes many contacts so, inside the caller's transaction. */
    List<Result> putAll(Handle handle, TenantRecord settings, List<Contact> contacts, boolean createMissing) {
        TenantId tenant = settings.tenant();
        Set<AccountId> named = new TreeSet<>();
        contacts.forEach(contact -> named.add(contact.accountId()));
        List<FeedEntry> made = createMissing ? accounts.create(handle, tenant, named, now()) : List.of();
        Set<String> there = accounts.existing(
                handle, tenant, named.stream().map(AccountId::value).toList());
        Set<ContactStore.Key> keys = new LinkedHashSet<>();
        contacts.forEach(contact -> keys.add(ContactStore.Key.of(contact)));
        Map<ContactStore.Key, Contact> known = new HashMap<>(store.find(handle, tenant, keys));
        Map<ContactStore.Key, Contact> changed = new HashMap<>();
        List<Result> results = new ArrayList<>();
        for (Contact contact : contacts) {
            results.add(
                    there.contains(contact.accountId().value())
                            ? put(known, changed, contact, today(settings))
                            : Result.NO_ACCOUNT);
        }
        if (!changed.isEmpty()) {
            store.put(handle, tenant, changed.values(), now());
        }
        feed.append(handle, tenant, now(), made);
        return results;
    }

    private static Result put(
            Map<ContactStore.Key, Contact> known,
            Map<ContactStore.Key, Contact> changed,
            Contact contact,
            LocalDate today) {
        ContactStore.Key key = ContactStore.Key.of(contact);
        Contact settled = contact.settled(known.get(key), today);
        if (Objects.equals(settled, known.put(key, settled))) {
            return Result.UNCHANGED;
        }
        changed.put(key, settled);
        return Result.CHANGED;
    }

    @Transactional
    Optional<Contact> find(TenantId tenant, AccountId account, ContactId contact) {
        ContactStore.Key key = new ContactStore.Key(account.value(), contact.value());
        return Optional.ofNullable(jdbi.withHandle(
                handle -> store.find(handle, tenant, List.of(key)).get(key)));
    }

    /** Removes a person's data for good; nothing else here holds any of it. */
    @Transactional
    void delete(TenantId tenant, AccountId account, ContactId contact) {
        boolean gone = jdbi.withHandle(handle -> store.delete(handle, tenant, account, contact));
        if (!gone) {
            throw ProblemException.notFound("contact");
        }
    }

    /** The contacts of all accounts that are one user. */
    @Transactional
    List<Contact> ofUser(TenantId tenant, UserId user) {
        return jdbi.withHandle(handle -> store.ofUser(handle, tenant, user));
    }

    /** Removes them for good; how many there were. */
    @Transactional
    int deleteOfUser(TenantId tenant, UserId user) {
        return jdbi.withHandle(handle -> store.deleteOfUser(handle, tenant, user));
    }

    @Transactional
    List<Contact> list(
            TenantId tenant,
            AccountId account,
            String after,
            Contact.@Nullable Status status,
            @Nullable String tag,
            int limit) {
        return jdbi.withHandle(handle -> {
            checkAccount(handle, tenant, account);
            return store.list(handle, tenant, account, after, status, tag, limit);
        });
    }

    /** The people of the accounts from one to another, by account. */
    public Map<String, List<Contact>> between(Handle handle, TenantId tenant, String first, String last) {
        return store.between(handle, tenant, first, last);
    }

    private void checkAccount(Handle handle, TenantId tenant, AccountId account) {
        Collection<String> there = accounts.existing(handle, tenant, List.of(account.value()));
        if (there.isEmpty()) {
            throw ProblemException.notFound("account");
        }
    }

    private LocalDate today(TenantRecord settings) {
        return clock.instant().atZone(settings.zone()).toLocalDate();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
