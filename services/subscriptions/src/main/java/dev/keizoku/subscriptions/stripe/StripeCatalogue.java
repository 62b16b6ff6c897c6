package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.coupon.Coupon;
import dev.keizoku.subscriptions.coupon.CouponId;
import dev.keizoku.subscriptions.coupon.Coupons;
import dev.keizoku.subscriptions.plan.ListPrice;
import dev.keizoku.subscriptions.plan.Offering;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Plans;
import dev.keizoku.subscriptions.stripe.StripeIntake.Taken;
import dev.keizoku.subscriptions.stripe.StripeStore.StoredObject;
import dev.keizoku.subscriptions.stripe.StripeThing.Kind;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Products, prices and coupons as plans and coupons of ours. What only we know of a plan stays. */
@Singleton
class StripeCatalogue {

    private static final int MAX_NAME = 200;
    private static final Comparator<StripePrice> NEWEST = Comparator.comparing(StripePrice::created)
            .thenComparing(StripePrice::id)
            .reversed();

    private final StripeStore store;
    private final Plans plans;
    private final Coupons coupons;

    StripeCatalogue(StripeStore store, Plans plans, Coupons coupons) {
        this.store = store;
        this.plans = plans;
        this.coupons = coupons;
    }

    /** Makes plans follow products and prices that have changed. */
    void follow(
            Handle handle,
            TenantId tenant,
            List<StripeThing> changed,
            StripeDefaults defaults,
            Map<StripeThing, Taken> taken) {
        List<StripeThing> readable = new ArrayList<>();
        for (StripeThing thing : changed) {
            try {
                if (thing.kind() == Kind.PRICE && !thing.deleted() && StripePrice.recurs(thing.content())) {
                    offered(thing.content(), defaults);
                }
                readable.add(thing);
            } catch (UnreadableObject problem) {
                taken.put(thing, new Taken(false, problem));
            }
        }
        Set<String> products = new TreeSet<>();
        for (StripeThing thing : readable) {
            String product = thing.kind() == Kind.PRODUCT ? thing.id() : thing.subject();
            products.add(product == null ? thing.id() : product);
        }
        if (!products.isEmpty()) {
            put(handle, tenant, products, defaults);
        }
    }

    private void put(Handle handle, TenantId tenant, Set<String> products, StripeDefaults defaults) {
        Map<String, StoredObject> told = store.objects(handle, tenant, Kind.PRODUCT, products);
        Map<String, List<StripePrice>> prices = new TreeMap<>();
        for (StoredObject object : store.objectsOf(handle, tenant, Kind.PRICE, products)) {
            StripePrice price = price(object, defaults);
            if (price != null) {
                prices.computeIfAbsent(price.plan(defaults).value(), id -> new ArrayList<>())
                        .add(price);
            }
        }
        if (defaults.planBy() == StripeDefaults.PlanBy.PRODUCT) {
            told.keySet().forEach(product -> prices.computeIfAbsent(product, id -> new ArrayList<>()));
        }
        Map<String, Plan> known = plans.find(handle, tenant, prices.keySet());
        List<Plan> wanted = new ArrayList<>();
        prices.forEach((id, own) -> {
            String product = own.isEmpty() ? id : own.getFirst().product();
            wanted.add(plan(new PlanId(id), known.get(id), product == null ? null : told.get(product), own, defaults));
        });
        plans.putAll(handle, tenant, wanted);
    }

    private static Plan plan(
            PlanId id,
            @Nullable Plan known,
            @Nullable StoredObject product,
            List<StripePrice> prices,
            StripeDefaults defaults) {
        Plan base = known == null
                ? new Plan(id, id.value(), Plan.DEFAULT_PRODUCT, 0, true, List.of(), List.of(), Offering.NONE)
                : known;
        String called = product == null ? null : product.content().text("name");
        boolean byPrice = defaults.planBy() == StripeDefaults.PlanBy.PRICE;
        String nickname = byPrice && !prices.isEmpty() ? prices.getFirst().nickname() : null;
        String name = nickname == null ? called : nickname;
        boolean offered = product == null
                || !product.deleted()
                        && (!product.content().has("active")
                                || product.content().flag("active"));
        return new Plan(
                id,
                name == null ? base.name() : shortened(name),
                byPrice && called != null ? shortened(called) : base.product(),
                base.tierRank(),
                offered,
                base.coreFeatures(),
                listed(prices, defaults),
                base.offering());
    }

    /** Of several for one currency and interval the newest is on offer. */
    private static List<ListPrice> listed(List<StripePrice> prices, StripeDefaults defaults) {
        Map<String, ListPrice> listed = new HashMap<>();
        prices.stream()
                .filter(StripePrice::active)
                .filter(StripePrice::flat)
                .sorted(NEWEST)
                .forEach(price -> listed.putIfAbsent(
                        price.currency() + " " + price.interval() + " " + price.intervalCount(),
                        price.listed(defaults)));
        return List.copyOf(listed.values());
    }

    /** A price that a plan can list. */
    private static StripePrice offered(StripeNode node, StripeDefaults defaults) {
        StripePrice price = StripePrice.of(node);
        if (price.flat()) {
            price.listed(defaults);
        }
        return price;
    }

    private static @Nullable StripePrice price(StoredObject object, StripeDefaults defaults) {
        if (object.deleted() || !StripePrice.recurs(object.content())) {
            return null;
        }
        try {
            return offered(object.content(), defaults);
        } catch (UnreadableObject neverOffered) {
            return null;
        }
    }

    /** Makes coupons of ours follow. One that is gone stays: subscriptions keep what it gave them. */
    void followCoupons(Handle handle, TenantId tenant, List<StripeThing> changed, Map<StripeThing, Taken> taken) {
        for (StripeThing thing : changed) {
            if (!thing.deleted()) {
                try {
                    coupons.learn(handle, tenant, coupon(thing.content()));
                } catch (UnreadableObject problem) {
                    taken.put(thing, new Taken(false, problem));
                }
            }
        }
    }

    static Coupon coupon(StripeNode node) {
        BigDecimal percent = node.number("percent_off");
        BigDecimal amount = node.number("amount_off");
        DiscountDuration duration = StripeDiscount.duration(node);
        Integer months = node.integer("duration_in_months");
        String name = node.text("name");
        try {
            CouponId id = new CouponId(node.required("id"));
            return new Coupon(
                    id,
                    name == null ? id.value() : shortened(name),
                    percent == null ? null : percent.movePointLeft(StripeDiscount.PERCENT_DIGITS),
                    percent == null && amount != null ? StripeMoney.of(amount, StripeDiscount.currency(node)) : null,
                    duration,
                    duration == DiscountDuration.REPEATING ? months : null,
                    node.time("redeem_by"),
                    List.of());
        } catch (IllegalArgumentException unfit) {
            throw new UnreadableObject("percent_off", String.valueOf(unfit.getMessage()));
        }
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) > MAX_NAME
                ? text.substring(0, text.offsetByCodePoints(0, MAX_NAME))
                : text;
    }
}
