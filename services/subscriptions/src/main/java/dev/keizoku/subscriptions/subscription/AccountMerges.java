package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.account.Account;
import dev.keizoku.subscriptions.account.AccountMerging;
import dev.keizoku.subscriptions.account.Accounts;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes two accounts one. History is re-keyed to the one that stays, so that nobody seems to have left or come; what was
 * known before the merge still shows two.
 */
@ApplicationScoped
public class AccountMerges {

    private final MergeStore merges;
    private final SubscriptionStore subscriptions;
    private final Accounts accounts;
    private final FeedStore feed;
    private final Event<AccountMerging> merging;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    AccountMerges(
            MergeStore merges,
            SubscriptionStore subscriptions,
            Accounts accounts,
            FeedStore feed,
            Event<AccountMerging> merging,
            Tenants tenants,
            Jdbi jdbi,
            Clock clock) {
        this.merges = merges;
        this.subscriptions = subscriptions;
        this.accounts = accounts;
        this.feed = feed;
        this.merging = merging;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * A merge that was made.
     *
     * @param subscriptions how many of them were the account's
     */
    public record Merge(
            AccountId accountId, AccountId mergedInto, String changeId, int subscriptions, Instant mergedAt) {}

    /** A merge, and whether the request made it. */
    public record Answer(Merge merge, boolean made) {}

    /** How rows of the feed tell of an account that is another one now. */
    private record Told(
            AccountId accountId,
            String name,
            Map<String, Object> attributes,
            Map<String, String> externalIds,
            boolean deleted,
            AccountId mergedInto) {}

    /** Merges an account into another; the same again changes nothing. */
    @Transactional
    public Answer merge(TenantId tenant, AccountId account, AccountId into, String changeId) {
        tenants.get(tenant);
        if (account.equals(into)) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("/into", "invalid_value", "An account is merged into another one.")));
        }
        return jdbi.withHandle(handle -> {
            Map<String, Account> both = accounts.locked(handle, tenant, List.of(account.value(), into.value()));
            Optional<Merge> known = merges.find(handle, tenant, account, changeId);
            if (known.isPresent()) {
                return again(known.get(), into);
            }
            Account last = both.get(account.value());
            if (last == null) {
                throw ProblemException.notFound("account");
            }
            if (!both.containsKey(into.value())) {
                throw new ProblemException(SubscriptionsProblem.UNKNOWN_REFERENCE, "There is no account " + into + ".")
                        .withErrors(List.of(new FieldError(
                                "/into", SubscriptionsProblem.UNKNOWN_REFERENCE.slug(), "There is no such account.")));
            }
            return new Answer(merge(handle, tenant, last, into, changeId), true);
        });
    }

    private static Answer again(Merge known, AccountId into) {
        if (!known.mergedInto().equals(into)) {
            throw new ProblemException(SubscriptionsProblem.ID_REUSED, "The merge is there with another content.");
        }
        return new Answer(known, false);
    }

    private Merge merge(Handle handle, TenantId tenant, Account last, AccountId into, String changeId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AccountId account = last.accountId();
        List<String> ids = subscriptions.ofAccount(handle, tenant, account);
        subscriptions.locked(handle, tenant, ids);
        merges.rekey(handle, tenant, account, into, now);
        Merge merge = new Merge(account, into, changeId, ids.size(), now);
        merges.insert(handle, tenant, merge);
        List<FeedEntry> told = new ArrayList<>();
        told.add(new FeedEntry(
                FeedEntry.Type.ACCOUNT,
                now,
                new Told(account, last.name(), last.attributes(), last.externalIds(), true, into)));
        subscriptions.find(handle, tenant, ids).forEach(subscription -> told.addAll(Retelling.all(subscription, now)));
        merging.fire(new AccountMerging(handle, tenant, account, into, ids, told, now));
        accounts.forget(handle, tenant, account);
        feed.append(handle, tenant, now, told);
        return merge;
    }
}
