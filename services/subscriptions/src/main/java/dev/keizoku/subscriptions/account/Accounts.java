package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be done with accounts. Every change of one is a row of the feed in the same transaction. */
@ApplicationScoped
public class Accounts {

    private final AccountStore store;
    private final Parents parents;
    private final FeedStore feed;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Json json;
    private final Clock clock;

    Accounts(AccountStore store, Parents parents, FeedStore feed, Tenants tenants, Jdbi jdbi, Json json, Clock clock) {
        this.store = store;
        this.parents = parents;
        this.feed = feed;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.json = json;
        this.clock = clock;
    }

    /** An account as it is after a request, and whether the request made it. */
    public record Put(StoredAccount account, boolean created) {}

    /** How rows of the feed tell of an account. */
    private record Told(
            AccountId accountId,
            String name,
            Map<String, Object> attributes,
            Map<String, String> externalIds,
            @Nullable AccountId parentId,
            @Nullable String owner,
            boolean internal,
            boolean deleted) {}

    /** What became of one of many accounts. */
    sealed interface Result {}

    /** The account is as asked for. */
    record Stored(boolean changed) implements Result {}

    /** The account cannot be so. */
    record Refused(FieldError error) implements Result {}

    /** Makes the account so; the same again changes nothing and tells nobody. */
    @Transactional
    public Put put(TenantId tenant, Account account) {
        tenants.get(tenant);
        Instant now = now();
        boolean created = jdbi.withHandle(handle -> {
            parents.check(handle, tenant, account);
            return !store.insert(handle, tenant, List.of(account), now).isEmpty();
        });
        AccountRow row = store.findLocked(tenant, account.accountId());
        if (row == null) {
            throw ProblemException.notFound("account");
        }
        boolean changed = !row.toStored(json).account().equals(account);
        if (changed) {
            row.update(account, now, json);
            store.flush();
        }
        if (created || changed) {
            tell(tenant, now, List.of(account), false);
        }
        return new Put(row.toStored(json), created);
    }

    /** Says who looks after an account, or that nobody does; the same again changes nothing and tells nobody. */
    @Transactional
    StoredAccount own(TenantId tenant, AccountId id, @Nullable String owner) {
        Instant now = now();
        AccountRow row = store.findLocked(tenant, id);
        if (row == null) {
            throw ProblemException.notFound("account");
        }
        Account before = row.toStored(json).account();
        Account account = before.ownedBy(owner);
        if (!account.equals(before)) {
            row.update(account, now, json);
            store.flush();
            tell(tenant, now, List.of(account), false);
        }
        return row.toStored(json);
    }

    @Transactional
    public Optional<StoredAccount> find(TenantId tenant, AccountId account) {
        return store.findByIdOptional(AccountRow.Key.of(tenant, account)).map(row -> row.toStored(json));
    }

    /** The same as it was known at an instant. */
    @Transactional
    Optional<StoredAccount> find(TenantId tenant, AccountId account, Instant asOf) {
        return jdbi.withHandle(handle -> store.find(handle, tenant, account, asOf));
    }

    @Transactional
    List<StoredAccount> list(
            TenantId tenant,
            String after,
            @Nullable AccountId parent,
            Map<String, List<String>> attributes,
            @Nullable Instant asOf,
            int limit) {
        return jdbi.withHandle(handle -> store.list(handle, tenant, after, parent, attributes, asOf, limit)
                .list());
    }

    /** The next accounts by id that are at most so many levels below an account. */
    @Transactional
    List<AccountTreeStore.Below> below(TenantId tenant, AccountId account, int depth, String after, int limit) {
        if (find(tenant, account).isEmpty()) {
            throw ProblemException.notFound("account");
        }
        return jdbi.withHandle(handle -> parents.below(handle, tenant, account, depth, after, limit));
    }

    /** Forgets an account that has no subscriptions. */
    @Transactional
    public void delete(TenantId tenant, AccountId account) {
        jdbi.useHandle(handle -> {
            Account last = store.find(handle, tenant, List.of(account.value())).get(account.value());
            if (last == null) {
                throw ProblemException.notFound("account");
            }
            if (store.hasSubscriptions(handle, tenant, account)) {
                throw new ProblemException(
                        SubscriptionsProblem.ACCOUNT_IN_USE, "An account with subscriptions cannot be deleted.");
            }
            if (store.hasChildren(handle, tenant, account)) {
                throw new ProblemException(
                        SubscriptionsProblem.ACCOUNT_IN_USE, "An account with children cannot be deleted.");
            }
            store.delete(handle, tenant, account);
            Instant now = now();
            feed.append(handle, tenant, now, entries(List.of(last), now, true));
        });
    }

    /**
     * Makes many accounts so, inside the caller's transaction; of two of the same id the later counts.
     *
     * @param createMissing whether parents that are not there are to be made
     */
    List<Result> putAll(Handle handle, TenantId tenant, List<Account> accounts, boolean createMissing) {
        Set<AccountId> above = Parents.named(accounts);
        List<FeedEntry> made = new ArrayList<>();
        if (!above.isEmpty()) {
            parents.lock(handle, tenant);
            accounts.forEach(account -> above.remove(account.accountId()));
            made.addAll(createMissing ? create(handle, tenant, above, now()) : List.of());
        }
        List<@Nullable FieldError> misfits = parents.misfits(handle, tenant, accounts);
        List<Account> fit = IntStream.range(0, accounts.size())
                .filter(place -> misfits.get(place) == null)
                .mapToObj(accounts::get)
                .toList();
        Set<Account> changed = store(handle, tenant, fit, made);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            FieldError misfit = misfits.get(i);
            results.add(misfit == null ? new Stored(changed.contains(accounts.get(i))) : new Refused(misfit));
        }
        return results;
    }

    private Set<Account> store(Handle handle, TenantId tenant, List<Account> accounts, List<FeedEntry> made) {
        Instant now = now();
        Map<String, Account> last = new LinkedHashMap<>();
        accounts.forEach(account -> last.put(account.accountId().value(), account));
        Set<String> inserted = new HashSet<>(store.insert(handle, tenant, last.values(), now));
        Map<String, Account> known = store.find(handle, tenant, last.keySet());
        List<Account> told = new ArrayList<>();
        List<Account> updated = new ArrayList<>();
        for (Account account : last.values()) {
            String id = account.accountId().value();
            if (!account.equals(known.get(id))) {
                updated.add(account);
            }
            if (inserted.contains(id) || !account.equals(known.get(id))) {
                told.add(account);
            }
        }
        if (!updated.isEmpty()) {
            store.update(handle, tenant, updated, now);
        }
        made.addAll(entries(told, now, false));
        feed.append(handle, tenant, now, made);
        return new HashSet<>(told);
    }

    /** Makes accounts follow what another system tells, inside the caller's transaction; what only we know stays. */
    public void learn(Handle handle, TenantId tenant, List<AccountNews> news) {
        if (news.isEmpty()) {
            return;
        }
        Map<String, Account> known = store.find(
                handle,
                tenant,
                news.stream().map(each -> each.accountId().value()).toList());
        List<Account> wanted = news.stream()
                .map(each -> each.on(known.get(each.accountId().value())))
                .toList();
        store(handle, tenant, wanted, new ArrayList<>());
    }

    /** Forgets those of the accounts that nothing hangs on, inside the caller's transaction. */
    public void forgetUnused(Handle handle, TenantId tenant, Collection<AccountId> ids) {
        List<Account> forgotten = new ArrayList<>();
        store.find(handle, tenant, ids.stream().map(AccountId::value).toList())
                .values()
                .forEach(account -> {
                    if (!store.hasSubscriptions(handle, tenant, account.accountId())
                            && !store.hasChildren(handle, tenant, account.accountId())) {
                        store.delete(handle, tenant, account.accountId());
                        forgotten.add(account);
                    }
                });
        Instant now = now();
        feed.append(handle, tenant, now, entries(forgotten, now, true));
    }

    /** Which of the accounts are there, kept from being deleted until the caller's transaction ends. */
    public Set<String> existing(Handle handle, TenantId tenant, Collection<String> ids) {
        return new LinkedHashSet<>(store.existing(handle, tenant, ids));
    }

    /** Those of the accounts that are there, locked until the caller's transaction ends. */
    public Map<String, Account> locked(Handle handle, TenantId tenant, Collection<String> ids) {
        return store.find(handle, tenant, ids);
    }

    /** Forgets an account that nothing refers to any more; the row that tells of it is for the caller to append. */
    public void forget(Handle handle, TenantId tenant, AccountId account) {
        store.delete(handle, tenant, account);
    }

    /** Makes accounts nobody told of; the rows that tell of them are for the caller to append with its own. */
    public List<FeedEntry> create(Handle handle, TenantId tenant, Collection<AccountId> ids, Instant now) {
        List<Account> unnamed = ids.stream().map(Account::unnamed).toList();
        Set<String> inserted = new HashSet<>(store.insert(handle, tenant, unnamed, now));
        return entries(
                unnamed.stream()
                        .filter(account -> inserted.contains(account.accountId().value()))
                        .toList(),
                now,
                false);
    }

    private void tell(TenantId tenant, Instant now, List<Account> accounts, boolean deleted) {
        jdbi.useHandle(handle -> feed.append(handle, tenant, now, entries(accounts, now, deleted)));
    }

    static List<FeedEntry> entries(List<Account> accounts, Instant now, boolean deleted) {
        return accounts.stream()
                .map(account -> new FeedEntry(
                        FeedEntry.Type.ACCOUNT,
                        now,
                        new Told(
                                account.accountId(),
                                account.name(),
                                account.attributes(),
                                account.externalIds(),
                                account.parentId(),
                                account.owner(),
                                account.internal(),
                                deleted)))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
