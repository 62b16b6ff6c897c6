package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.subscription.AddOnWish;
import dev.keizoku.subscriptions.subscription.ChangeRequest;
import dev.keizoku.subscriptions.subscription.DiscountWish;
import dev.keizoku.subscriptions.subscription.PriceWish;
import dev.keizoku.subscriptions.subscription.TermsWish;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Collects the changes a story comes to, under ids that stay the same however often it is told. */
final class StripeChanges {

    /** Begins the ids of all changes from here. */
    static final String PREFIX = "stripe:";

    /** In the place of a source, where there can be only one change of a kind. */
    static final String ONCE = "";

    private final String stripeId;
    private final Map<String, List<ChangeRequest>> changes = new LinkedHashMap<>();
    private int life = 1;
    private boolean everMetered;

    StripeChanges(String stripeId) {
        this.stripeId = stripeId;
    }

    Map<String, List<ChangeRequest>> bySubscription() {
        return changes;
    }

    /** What follows is another subscription of ours. */
    void nextLife() {
        life++;
    }

    void begin(ChangeKind kind, AccountId customer, Instant at, List<StripeItem> items) {
        put(ChangeRequest.of(id(), customer, changeId(kind, ONCE), kind, at).with(terms(items)));
    }

    void change(Instant at, String source, List<StripeItem> items) {
        List<ChangeRequest> own = own();
        // Of two in one second only the later one counts; their ids would say nothing of their order.
        own.removeIf(change ->
                change.kind() == ChangeKind.CHANGE_TERMS && change.effectiveAt().equals(at));
        add(ChangeKind.CHANGE_TERMS, at, source, request -> request.with(terms(items)));
    }

    void add(ChangeKind kind, Instant at, String source, UnaryOperator<ChangeRequest> more) {
        put(more.apply(ChangeRequest.of(id(), null, changeId(kind, source), kind, at)));
    }

    boolean has(ChangeKind kind, String source) {
        return own().stream().anyMatch(change -> change.changeId().equals(changeId(kind, source)));
    }

    void drop(ChangeKind kind, String source) {
        own().removeIf(change -> change.changeId().equals(changeId(kind, source)));
    }

    static boolean same(List<StripeItem> left, List<StripeItem> right) {
        return left.size() == right.size()
                && left.stream().allMatch(item -> right.stream().anyMatch(item::sameAs));
    }

    /** The items with the one that was the main one first, if it is still there. */
    static List<StripeItem> keepingMain(List<StripeItem> before, List<StripeItem> after) {
        String main = before.getFirst().itemId();
        List<StripeItem> ordered = new ArrayList<>(after);
        ordered.sort(
                (a, b) -> Boolean.compare(b.itemId().equals(main), a.itemId().equals(main)));
        return List.copyOf(ordered);
    }

    static boolean free(List<StripeItem> items) {
        return items.stream()
                .allMatch(item ->
                        !item.metered() && item.price().amount().amount().signum() == 0);
    }

    static DiscountWish wish(StripeDiscount discount) {
        return new DiscountWish(
                discount.discountId(),
                discount.couponId(),
                discount.percentOff(),
                discount.amountOff(),
                discount.duration(),
                discount.until(),
                null);
    }

    static DiscountWish removal(String discountId) {
        return new DiscountWish(discountId, null, null, null, null, null, null);
    }

    private TermsWish terms(List<StripeItem> items) {
        StripeItem main = items.getFirst();
        boolean metered = items.stream().anyMatch(StripeItem::metered);
        everMetered |= metered;
        List<AddOnWish> addOns = IntStream.range(1, items.size())
                .mapToObj(items::get)
                .map(item -> new AddOnWish(item.itemId(), item.planId(), item.quantity(), PriceWish.of(item.price())))
                .toList();
        return new TermsWish(
                main.planId(),
                main.quantity(),
                PriceWish.of(main.price()),
                addOns,
                null,
                null,
                everMetered ? metered : null);
    }

    /** The subscription of ours that one over there is in its first life, or in a later one. */
    static SubscriptionId id(String stripeId, int life) {
        return new SubscriptionId(life == 1 ? stripeId : stripeId + ":" + life);
    }

    private SubscriptionId id() {
        return id(stripeId, life);
    }

    private static String changeId(ChangeKind kind, String source) {
        return PREFIX + kind.wire() + (source.isEmpty() ? "" : ":" + source);
    }

    private List<ChangeRequest> own() {
        return changes.computeIfAbsent(id().value(), id -> new ArrayList<>());
    }

    private void put(ChangeRequest request) {
        own().add(request);
    }
}
