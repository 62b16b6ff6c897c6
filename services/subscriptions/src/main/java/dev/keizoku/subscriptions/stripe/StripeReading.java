package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.stripe.StripeIntake.Mode;
import dev.keizoku.subscriptions.stripe.StripeStore.StoredFact;
import dev.keizoku.subscriptions.stripe.StripeStore.StoredObject;
import dev.keizoku.subscriptions.stripe.StripeThing.Kind;
import dev.keizoku.subscriptions.subscription.ChangeRequest;
import dev.keizoku.subscriptions.subscription.Outcome;
import dev.keizoku.subscriptions.subscription.Retold;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads subscriptions' changes out of everything told of them, and makes ours have just those. */
@Singleton
class StripeReading {

    private final StripeStore store;
    private final Retold retold;

    StripeReading(StripeStore store, Retold retold) {
        this.store = store;
        this.retold = retold;
    }

    /** Reads subscriptions anew; what keeps one of them from being read, by its id. */
    Map<String, UnreadableObject> read(
            Handle handle, TenantId tenant, Collection<StripeStore.Known> subscriptions, Mode mode) {
        Map<String, UnreadableObject> problems = new HashMap<>();
        if (subscriptions.isEmpty()) {
            return problems;
        }
        Facts facts = facts(handle, tenant, subscriptions, mode.defaults());
        Map<String, Map<String, List<ChangeRequest>>> stories = new LinkedHashMap<>();
        for (StripeStore.Known subscription : subscriptions) {
            try {
                stories.put(subscription.subscription(), story(subscription, facts));
            } catch (UnreadableObject problem) {
                problems.put(subscription.subscription(), problem);
            } catch (IllegalArgumentException unfit) {
                problems.put(
                        subscription.subscription(), new UnreadableObject("id", String.valueOf(unfit.getMessage())));
            }
        }
        Map<String, List<ChangeRequest>> all = new LinkedHashMap<>();
        stories.values().forEach(all::putAll);
        Map<String, Outcome> outcomes =
                retold.replace(handle, tenant, StripeChanges.PREFIX, all, new Retold.Mode(mode.history(), mode.zone()));
        for (StripeStore.Known subscription : subscriptions) {
            Map<String, List<ChangeRequest>> lives = stories.getOrDefault(subscription.subscription(), Map.of());
            lives.keySet().stream()
                    .map(outcomes::get)
                    .filter(Outcome.Refused.class::isInstance)
                    .map(Outcome.Refused.class::cast)
                    .findFirst()
                    .ifPresent(refused -> problems.put(
                            subscription.subscription(), new UnreadableObject(refused.field(), refused.detail())));
            UnreadableObject problem = problems.get(subscription.subscription());
            store.conclude(
                    handle,
                    tenant,
                    subscription.subscription(),
                    Math.max(lives.size(), subscription.lives()),
                    problem == null ? null : problem.sentence());
        }
        return problems;
    }

    private record Facts(Map<String, List<StoredFact>> bySubject, Map<String, List<StripeNode>> items, Known known) {}

    private Facts facts(
            Handle handle, TenantId tenant, Collection<StripeStore.Known> subscriptions, StripeDefaults defaults) {
        Set<String> subjects = new HashSet<>();
        List<String> ids = new ArrayList<>();
        for (StripeStore.Known subscription : subscriptions) {
            ids.add(subscription.subscription());
            subjects.add(subscription.subscription());
            subjects.add(subscription.customer());
        }
        Map<String, List<StoredFact>> bySubject = store.facts(handle, tenant, subjects);
        Map<String, List<StripeNode>> items = new HashMap<>();
        for (StoredObject item : store.objectsOf(handle, tenant, Kind.ITEM, ids)) {
            if (!item.deleted() && item.parent() != null) {
                items.computeIfAbsent(item.parent(), id -> new ArrayList<>()).add(item.content());
            }
        }
        Set<String> prices = new HashSet<>();
        Set<String> coupons = new HashSet<>();
        items.values().forEach(each -> each.forEach(item -> named(item, prices)));
        bySubject.values().stream()
                .flatMap(List::stream)
                .map(StoredFact::content)
                .forEach(content -> {
                    content.list("items").forEach(item -> named(item, prices));
                    coupons(content, coupons);
                    content.list("discounts").forEach(discount -> coupons(discount, coupons));
                    coupons(content.at("discount"), coupons);
                });
        return new Facts(bySubject, items, known(handle, tenant, defaults, prices, coupons));
    }

    private Known known(
            Handle handle, TenantId tenant, StripeDefaults defaults, Set<String> prices, Set<String> coupons) {
        Map<String, StripePrice> knownPrices = new HashMap<>();
        store.objects(handle, tenant, Kind.PRICE, prices).forEach((id, object) -> {
            if (StripePrice.recurs(object.content())) {
                knownPrices.put(id, StripePrice.of(object.content()));
            }
        });
        Map<String, StripeNode> knownCoupons = new HashMap<>();
        store.objects(handle, tenant, Kind.COUPON, coupons)
                .forEach((id, object) -> knownCoupons.put(id, object.content()));
        return new Known(defaults, knownPrices, knownCoupons);
    }

    private static void named(StripeNode item, Set<String> prices) {
        Stream.of("price", "plan").forEach(field -> {
            String id = item.id(field);
            if (id != null) {
                prices.add(id);
            }
        });
    }

    private static void coupons(StripeNode discount, Set<String> coupons) {
        for (StripeNode owner : List.of(discount, discount.at("source"))) {
            String coupon = owner.text("coupon");
            if (coupon != null) {
                coupons.add(coupon);
            }
        }
    }

    private static Map<String, List<ChangeRequest>> story(StripeStore.Known subscription, Facts facts) {
        List<StripeFact> told = new ArrayList<>();
        for (String subject : List.of(subscription.subscription(), subscription.customer())) {
            List<StoredFact> own = facts.bySubject().getOrDefault(subject, List.of());
            Map<StoredFact, Integer> places = StripeChain.places(own);
            for (StoredFact fact : own) {
                StripeFact.Told read = read(fact, facts);
                if (read != null) {
                    told.add(new StripeFact(fact.source(), fact.at(), fact.rank(), places.getOrDefault(fact, 0), read));
                }
            }
        }
        Map<String, List<ChangeRequest>> story = new LinkedHashMap<>(StripeStory.of(subscription.subscription(), told));
        for (int life = 1; life <= subscription.lives(); life++) {
            story.putIfAbsent(
                    StripeChanges.id(subscription.subscription(), life).value(), List.of());
        }
        return story;
    }

    private static StripeFact.@Nullable Told read(StoredFact fact, Facts facts) {
        StripeNode content = fact.content();
        return switch (fact.kind()) {
            case SUBSCRIPTION ->
                new StripeFact.Shown(StripeSubscription.of(withItems(content, facts.items()), facts.known()));
            case INVOICE_FAILED -> new StripeFact.Failed(content.required("id"));
            case INVOICE_PAID -> new StripeFact.Paid(content.required("id"));
            case DISCOUNT -> {
                StripeDiscount discount = StripeDiscount.of(content, facts.known()::coupon);
                yield discount == null ? null : new StripeFact.Discounted(discount);
            }
            case DISCOUNT_GONE -> new StripeFact.Undiscounted(content.required("id"));
            case CUSTOMER, PRODUCT, PRICE, COUPON, ITEM -> null;
        };
    }

    /** In tables the items of a subscription are apart from it. */
    private static StripeNode withItems(StripeNode subscription, Map<String, List<StripeNode>> items) {
        List<StripeNode> own = items.getOrDefault(subscription.required("id"), List.of());
        if (!subscription.list("items").isEmpty() || own.isEmpty()) {
            return subscription;
        }
        ObjectNode whole = subscription.json().deepCopy();
        ArrayNode data = whole.putObject("items").putArray("data");
        own.forEach(item -> data.add(item.json()));
        return new StripeNode(whole);
    }
}
