package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.account.AccountNews;
import dev.keizoku.subscriptions.account.Accounts;
import dev.keizoku.subscriptions.stripe.StripeThing.Kind;
import dev.keizoku.subscriptions.subscription.Subscriptions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes what Stripe tells, whatever it comes in, and makes ours follow. */
@Singleton
class StripeIntake {

    private final StripeStore store;
    private final StripeCatalogue catalogue;
    private final StripeReading reading;
    private final Accounts accounts;
    private final Subscriptions subscriptions;

    StripeIntake(
            StripeStore store,
            StripeCatalogue catalogue,
            StripeReading reading,
            Accounts accounts,
            Subscriptions subscriptions) {
        this.store = store;
        this.catalogue = catalogue;
        this.reading = reading;
        this.accounts = accounts;
        this.subscriptions = subscriptions;
    }

    /**
     * How things are to be taken.
     *
     * @param history whether changes count as known at their own time
     */
    record Mode(StripeDefaults defaults, ZoneId zone, boolean history, Instant now) {}

    /**
     * What became of one of many things.
     *
     * @param changed whether it was new
     * @param problem why it could not be taken, or not yet be made anything of; null when it was
     */
    record Taken(boolean changed, @Nullable UnreadableObject problem) {

        static final Taken NEW = new Taken(true, null);
        static final Taken KNOWN = new Taken(false, null);
    }

    /** Takes things inside the caller's transaction; what became of each, in the order given. */
    List<Taken> take(Handle handle, TenantId tenant, List<StripeThing> things, Mode mode) {
        Map<StripeThing, Taken> taken = new HashMap<>();
        takeCustomers(handle, tenant, of(things, Kind.CUSTOMER), taken);
        boolean learned = takeObjects(handle, tenant, things, mode, taken);
        takeFacts(handle, tenant, things, learned, mode, taken);
        return things.stream()
                .map(thing -> taken.getOrDefault(thing, Taken.KNOWN))
                .toList();
    }

    private void takeCustomers(
            Handle handle, TenantId tenant, List<StripeThing> customers, Map<StripeThing, Taken> taken) {
        // Only that and when it was told is kept of a customer: the rest is the account's.
        Map<StripeThing, StripeThing> bare = new HashMap<>();
        customers.forEach(customer -> bare.put(StripeCustomers.bare(customer), customer));
        Map<String, StripeThing> newest = new TreeMap<>();
        for (StripeThing newer : store.keepObjects(handle, tenant, bare.keySet())) {
            StripeThing customer = Objects.requireNonNull(bare.get(newer));
            taken.put(customer, Taken.NEW);
            newest.merge(customer.id(), customer, StripeCustomers::later);
        }
        List<AccountNews> told = new ArrayList<>();
        List<AccountId> gone = new ArrayList<>();
        newest.values().forEach(customer -> {
            if (customer.deleted()) {
                gone.add(new AccountId(customer.id()));
            } else {
                told.add(StripeCustomers.news(customer));
            }
        });
        Set<String> ids = newest.keySet();
        Map<String, AccountId> survivors = subscriptions.survivors(handle, tenant, ids);
        told.removeIf(news -> survivors.containsKey(news.accountId().value()));
        accounts.learn(handle, tenant, told);
        accounts.forgetUnused(handle, tenant, gone);
    }

    /** Whether something was learned that may let a subscription be read that could not be. */
    private boolean takeObjects(
            Handle handle, TenantId tenant, List<StripeThing> things, Mode mode, Map<StripeThing, Taken> taken) {
        boolean learned = false;
        for (Kind kind : List.of(Kind.PRODUCT, Kind.PRICE, Kind.COUPON, Kind.ITEM)) {
            List<StripeThing> newer = store.keepObjects(handle, tenant, of(things, kind));
            newer.forEach(thing -> taken.put(thing, Taken.NEW));
            learned |= !newer.isEmpty();
            switch (kind) {
                case PRODUCT, PRICE -> catalogue.follow(handle, tenant, newer, mode.defaults(), taken);
                case COUPON -> catalogue.followCoupons(handle, tenant, newer, taken);
                case ITEM, CUSTOMER, SUBSCRIPTION, INVOICE_FAILED, INVOICE_PAID, DISCOUNT, DISCOUNT_GONE -> {}
            }
        }
        return learned;
    }

    private void takeFacts(
            Handle handle,
            TenantId tenant,
            List<StripeThing> things,
            boolean learned,
            Mode mode,
            Map<StripeThing, Taken> taken) {
        Map<String, String> own = new HashMap<>();
        Set<String> ofItems = new TreeSet<>();
        Set<String> customers = new HashSet<>();
        List<StripeThing> facts = new ArrayList<>();
        for (StripeThing thing : things) {
            String subject = thing.subject();
            if (thing.kind() == Kind.ITEM && subject != null) {
                ofItems.add(subject);
            }
            if (thing.kind().fact() && subject != null && thing.customer() != null) {
                facts.add(thing);
                if (subject.equals(thing.customer())) {
                    customers.add(subject);
                } else {
                    own.put(subject, thing.customer());
                }
            }
        }
        store.lock(handle, tenant, own);
        Set<StripeThing> changed = new HashSet<>(store.keepFacts(handle, tenant, facts));
        ofItems.addAll(own.keySet());
        Collection<StripeStore.Known> known = store.subscriptions(handle, tenant, ofItems, customers, learned);
        Map<String, UnreadableObject> problems = reading.read(handle, tenant, known, mode);
        facts.forEach(fact -> taken.put(fact, new Taken(changed.contains(fact), problems.get(fact.subject()))));
    }

    private static List<StripeThing> of(List<StripeThing> things, Kind kind) {
        return things.stream().filter(thing -> thing.kind() == kind).toList();
    }
}
