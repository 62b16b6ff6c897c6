package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as Stripe showed it once.
 *
 * @param cancelAt when it is to end, whether at the end of its period or at another time
 * @param held whether collecting payments is paused
 * @param discounts those it shows in full; null when it shows only ids, or nothing
 * @param discountIds null when it says nothing of discounts
 */
record StripeSubscription(
        String id,
        AccountId customer,
        Status status,
        Instant start,
        @Nullable Instant trialStart,
        @Nullable Instant trialEnd,
        @Nullable Instant cancelAt,
        @Nullable Instant canceledAt,
        @Nullable Instant endedAt,
        boolean held,
        List<StripeItem> items,
        List<StripeDiscount> discounts,
        @Nullable List<String> discountIds,
        Why why) {

    private static final int MAX_REASON = 500;

    /** Where a subscription is, in Stripe's words. */
    enum Status {
        INCOMPLETE,
        INCOMPLETE_EXPIRED,
        TRIALING,
        ACTIVE,
        PAST_DUE,
        UNPAID,
        PAUSED,
        CANCELED;

        static Status of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }

        /** Whether it has not begun, and may never. */
        boolean unborn() {
            return this == INCOMPLETE || this == INCOMPLETE_EXPIRED;
        }
    }

    static StripeSubscription of(StripeNode node, Known known) {
        Status status = node.as("status", Status::of, "This is no status of a subscription.");
        Instant start = firstTime(node, "start_date", "created");
        if (status == null || start == null) {
            throw new UnreadableObject(status == null ? "status" : "start_date", "This field is needed.");
        }
        List<StripeItem> items = node.list("items").stream()
                .map(item -> StripeItem.of(item, node, known.defaults(), known::price))
                .sorted(StripeItem.ORDER)
                .toList();
        if (items.isEmpty()) {
            throw UnreadableObject.soFar("items", "The subscription's items are not known yet.");
        }
        List<StripeNode> shown = discountNodes(node);
        return new StripeSubscription(
                node.required("id"),
                new AccountId(node.requiredId("customer")),
                status,
                start,
                node.time("trial_start"),
                node.time("trial_end"),
                cancelAt(node),
                node.time("canceled_at"),
                node.time("ended_at"),
                node.at("pause_collection").isObject(),
                items,
                shown.stream()
                        .filter(StripeNode::isObject)
                        .map(discount -> StripeDiscount.of(discount, known::coupon))
                        .filter(Objects::nonNull)
                        .toList(),
                node.lists("discounts") || node.at("discount").isObject() ? ids(shown) : null,
                why(node.at("cancellation_details")));
    }

    /** When the state it shows had come about at the latest: of all times in it the last that is not yet to come. */
    static Instant shownAt(StripeNode node, Instant now) {
        Stream<@Nullable Instant> own = Stream.of(
                node.time("created"),
                node.time("start_date"),
                node.time("current_period_start"),
                node.time("canceled_at"),
                node.time("ended_at"),
                node.time("trial_start"),
                "trialing".equals(node.text("status")) || node.has("ended_at") ? null : node.time("trial_end"));
        Stream<@Nullable Instant> inside = Stream.concat(
                node.list("items").stream().map(item -> item.time("current_period_start")),
                discountNodes(node).stream().map(discount -> discount.time("start")));
        return Stream.concat(own, inside)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(time -> !time.isAfter(now))
                .max(Instant::compareTo)
                .orElse(now);
    }

    private static @Nullable Instant cancelAt(StripeNode node) {
        Instant at = node.time("cancel_at");
        if (at != null || !node.flag("cancel_at_period_end")) {
            return at;
        }
        Instant end = node.time("current_period_end");
        return end != null
                ? end
                : node.list("items").stream()
                        .map(item -> item.time("current_period_end"))
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .max(Instant::compareTo)
                        .orElse(null);
    }

    private static List<StripeNode> discountNodes(StripeNode node) {
        List<StripeNode> shown = new ArrayList<>(node.list("discounts"));
        if (shown.isEmpty() && node.at("discount").isObject()) {
            shown.add(node.at("discount"));
        }
        return shown;
    }

    private static List<String> ids(List<StripeNode> discounts) {
        return discounts.stream()
                .map(discount -> discount.isObject()
                        ? discount.required("id")
                        : discount.json().asText())
                .toList();
    }

    private static Why why(StripeNode details) {
        String reason = details.text("reason");
        Intent intent =
                reason == null ? null : reason.equals("cancellation_requested") ? Intent.VOLUNTARY : Intent.INVOLUNTARY;
        String comment = details.text("comment");
        String said = comment == null ? reason : comment;
        String shortened = said == null
                ? null
                : said.substring(
                        0, said.offsetByCodePoints(0, Math.min(MAX_REASON, said.codePointCount(0, said.length()))));
        return new Why(shortened, details.text("feedback"), intent);
    }

    private static @Nullable Instant firstTime(StripeNode node, String... fields) {
        return Stream.of(fields)
                .map(node::time)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
