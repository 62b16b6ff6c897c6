package dev.keizoku.subscriptions.entitlement;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.account.Accounts;
import dev.keizoku.subscriptions.feature.Feature;
import dev.keizoku.subscriptions.feature.Features;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Plans;
import dev.keizoku.subscriptions.subscription.AccountSubscriptions;
import dev.keizoku.subscriptions.subscription.Subscription;
import dev.keizoku.subscriptions.subscription.Subscriptions;
import dev.keizoku.subscriptions.timeline.BillingDates;
import dev.keizoku.subscriptions.timeline.State;
import dev.keizoku.subscriptions.timeline.Terms;
import dev.keizoku.subscriptions.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be asked of entitlements. Without any subscription, everything that is for sale is locked. */
@ApplicationScoped
public class AccountEntitlements {

    private final Accounts accounts;
    private final AccountSubscriptions owned;
    private final Subscriptions subscriptions;
    private final Plans plans;
    private final Features features;
    private final Tenants tenants;
    private final Jdbi jdbi;

    AccountEntitlements(
            Accounts accounts,
            AccountSubscriptions owned,
            Subscriptions subscriptions,
            Plans plans,
            Features features,
            Tenants tenants,
            Jdbi jdbi) {
        this.accounts = accounts;
        this.owned = owned;
        this.subscriptions = subscriptions;
        this.plans = plans;
        this.features = features;
        this.tenants = tenants;
        this.jdbi = jdbi;
    }

    /** A subscription that counts. */
    record Counted(SubscriptionId subscriptionId, Terms terms, Held.Period period) {}

    /**
     * What an account is entitled to.
     *
     * @param names of the features that are in the catalogue, by id
     */
    record Answer(
            AccountId accountId,
            Instant asOf,
            List<Counted> subscriptions,
            Entitlements entitlements,
            Map<String, String> names) {}

    private record Item(PlanId planId, BigDecimal quantity, Held.Period period) {}

    /**
     * What an account is entitled to.
     *
     * @param asOf then, by what was known then of its subscriptions; now if null
     */
    @Transactional
    Answer of(TenantId tenant, AccountId account, @Nullable Instant asOf) {
        if (accounts.find(tenant, account).isEmpty()) {
            throw ProblemException.notFound("account");
        }
        Instant now = asOf == null ? subscriptions.now() : asOf;
        ZoneId zone = tenants.get(tenant).zone();
        List<Counted> counted = new ArrayList<>();
        for (Subscription subscription : owned.live(tenant, account, now, asOf)) {
            Terms terms = subscription.timeline().at(now);
            if (terms != null && entitles(terms.state())) {
                counted.add(
                        new Counted(subscription.subscriptionId(), terms, period(subscription.timeline(), now, zone)));
            }
        }
        Currency currency = counted.isEmpty()
                ? tenants.get(tenant).currency()
                : counted.getFirst().terms().price().amount().currency();
        return jdbi.withHandle(handle -> {
            Entitlements entitlements = entitlements(handle, tenant, counted, currency);
            return new Answer(account, now, counted, entitlements, names(handle, tenant, entitlements));
        });
    }

    private Entitlements entitlements(Handle handle, TenantId tenant, List<Counted> counted, Currency currency) {
        List<Item> items = new ArrayList<>();
        for (Counted each : counted) {
            items.add(new Item(each.terms().planId(), each.terms().quantity(), each.period()));
            each.terms()
                    .addOns()
                    .forEach(addOn -> items.add(new Item(addOn.planId(), addOn.quantity(), each.period())));
        }
        Set<String> ids = new TreeSet<>();
        items.forEach(item -> ids.add(item.planId().value()));
        Map<String, Plan> known = ids.isEmpty() ? Map.of() : plans.find(handle, tenant, ids);
        List<Held> held = new ArrayList<>();
        for (Item item : items) {
            Plan plan = known.get(item.planId().value());
            if (plan != null) {
                held.add(new Held(plan, item.quantity(), item.period()));
            }
        }
        Set<String> products = new LinkedHashSet<>();
        held.forEach(each -> products.add(each.plan().product()));
        return Entitlements.of(held, plans.ofProducts(handle, tenant, products), currency);
    }

    private Map<String, String> names(Handle handle, TenantId tenant, Entitlements entitlements) {
        Set<String> ids = new TreeSet<>();
        entitlements.features().forEach(included -> ids.add(included.featureId()));
        entitlements.locked().forEach(locked -> ids.add(locked.featureId()));
        Map<String, String> names = new HashMap<>();
        for (Map.Entry<String, Feature> known :
                features.find(handle, tenant, ids).entrySet()) {
            names.put(known.getKey(), known.getValue().name());
        }
        return names;
    }

    /** What is billed for at an instant; the month where nothing is. */
    private static Held.Period period(Timeline timeline, Instant now, ZoneId zone) {
        BillingDates dates = BillingDates.of(timeline, now, zone);
        Instant from = dates == null ? null : dates.last(now);
        if (dates == null || from == null) {
            LocalDate first = now.atZone(zone).toLocalDate().withDayOfMonth(1);
            return new Held.Period(first, first.plusMonths(1));
        }
        return new Held.Period(
                from.atZone(zone).toLocalDate(), dates.next(now).atZone(zone).toLocalDate());
    }

    /** A paused subscription is kept and brings nothing. */
    private static boolean entitles(State state) {
        return switch (state) {
            case TRIAL, FREE, ACTIVE, PAST_DUE -> true;
            case PAUSED, ENDED -> false;
        };
    }
}
