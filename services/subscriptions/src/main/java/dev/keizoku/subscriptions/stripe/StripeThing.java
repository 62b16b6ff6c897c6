package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing Stripe tells, from an event or from a list.
 *
 * @param id of the object
 * @param subject what it is told of: the subscription, or the customer, or the product of a price; null where that is itself
 * @param customer whose subscription the subject is
 * @param content as much of the object as is ever read again; nothing of people
 * @param source the event, or that it is from a list
 */
record StripeThing(
        Kind kind,
        String id,
        @Nullable String subject,
        @Nullable String customer,
        StripeNode content,
        boolean deleted,
        Instant at,
        int rank,
        String source) {

    /** What can be told of. */
    enum Kind {
        CUSTOMER,
        PRODUCT,
        PRICE,
        COUPON,
        ITEM,
        SUBSCRIPTION,
        INVOICE_FAILED,
        INVOICE_PAID,
        DISCOUNT,
        DISCOUNT_GONE;

        /** Whether changes of a subscription are read out of it. */
        boolean fact() {
            return ordinal() >= SUBSCRIPTION.ordinal();
        }
    }

    /** From a list, so older than any event of its second. */
    static final String LISTED = "listed";

    private static final int LISTED_RANK = -1;
    private static final Set<String> SUBSCRIPTION_FIELDS = Set.of(
            "id",
            "object",
            "customer",
            "status",
            "created",
            "start_date",
            "trial_start",
            "trial_end",
            "cancel_at",
            "cancel_at_period_end",
            "canceled_at",
            "ended_at",
            "current_period_start",
            "current_period_end",
            "pause_collection",
            "items",
            "discounts",
            "discount",
            "cancellation_details",
            "default_tax_rates");

    /** What an event tells; null when it is of no interest. */
    static @Nullable StripeThing ofEvent(StripeNode event) {
        String type = event.required("type");
        StripeNode object = event.at("data").at("object");
        Instant at = event.time("created");
        if (!object.isObject() || at == null) {
            throw new UnreadableObject(at == null ? "created" : "data", "This field is needed.");
        }
        Origin origin = new Origin(at, StripeEventRank.of(type), event.required("id"), type.endsWith(".deleted"));
        String family = type.substring(0, Math.max(0, type.lastIndexOf('.')));
        return switch (family) {
            case "customer" -> whole(Kind.CUSTOMER, object, null, origin);
            case "product" -> whole(Kind.PRODUCT, object, null, origin);
            case "price", "plan" -> whole(Kind.PRICE, object, object.id("product"), origin);
            case "coupon" -> whole(Kind.COUPON, object, null, origin);
            case "customer.subscription" ->
                subscription(object, event.at("data").at(StripeChain.PREVIOUS), origin);
            case "customer.discount" -> discount(object, origin);
            case "invoice" ->
                switch (type) {
                    case "invoice.payment_failed" -> invoice(Kind.INVOICE_FAILED, object, origin);
                    case "invoice.paid", "invoice.payment_succeeded" -> invoice(Kind.INVOICE_PAID, object, origin);
                    default -> null;
                };
            default -> null;
        };
    }

    /**
     * What an object from a list tells.
     *
     * @throws UnreadableObject for an object of another kind
     */
    static List<StripeThing> ofObject(StripeNode object, Instant now) {
        String kind = object.required("object");
        Instant created = object.time(kind.equals("product") && object.has("updated") ? "updated" : "created");
        Origin origin =
                new Origin(created == null ? Instant.EPOCH : created, LISTED_RANK, LISTED, object.flag("deleted"));
        return switch (kind) {
            case "list" ->
                object.list("data").stream()
                        .flatMap(each -> ofObject(each, now).stream())
                        .toList();
            case "event" -> Stream.ofNullable(ofEvent(object)).toList();
            case "customer" -> List.of(whole(Kind.CUSTOMER, object, null, origin));
            case "product" -> List.of(whole(Kind.PRODUCT, object, null, origin));
            case "price", "plan" -> List.of(whole(Kind.PRICE, object, object.id("product"), origin));
            case "coupon" -> List.of(whole(Kind.COUPON, object, null, origin));
            case "subscription_item" -> List.of(whole(Kind.ITEM, object, object.requiredId("subscription"), origin));
            case "subscription" ->
                List.of(subscription(
                        object, object.at(StripeChain.PREVIOUS), origin.at(StripeSubscription.shownAt(object, now))));
            case "discount" -> List.of(discount(object, origin));
            case "invoice" -> listedInvoice(object, origin);
            default -> throw new UnreadableObject("object", "Objects of kind " + kind + " are not imported.");
        };
    }

    private record Origin(Instant at, int rank, String source, boolean deleted) {
        Origin at(@Nullable Instant other) {
            return other == null ? this : new Origin(other, rank, source, deleted);
        }
    }

    private static StripeThing whole(Kind kind, StripeNode object, @Nullable String parent, Origin origin) {
        return thing(kind, object.required("id"), parent, null, object, origin);
    }

    private static StripeThing subscription(StripeNode object, StripeNode previous, Origin origin) {
        ObjectNode kept = object.json().deepCopy();
        kept.retain(SUBSCRIPTION_FIELDS);
        kept.put("customer", object.requiredId("customer"));
        if (previous.isObject()) {
            ObjectNode before = previous.json().deepCopy();
            before.retain(SUBSCRIPTION_FIELDS);
            kept.set(StripeChain.PREVIOUS, before);
        }
        String id = object.required("id");
        return thing(Kind.SUBSCRIPTION, id, id, object.requiredId("customer"), new StripeNode(kept), origin);
    }

    private static StripeThing discount(StripeNode object, Origin origin) {
        String subscription = object.id("subscription");
        return thing(
                origin.deleted() ? Kind.DISCOUNT_GONE : Kind.DISCOUNT,
                object.required("id"),
                subscription == null ? object.requiredId("customer") : subscription,
                object.requiredId("customer"),
                object,
                origin);
    }

    private static @Nullable StripeThing invoice(Kind kind, StripeNode object, Origin origin) {
        String subscription = object.id("subscription");
        if (subscription == null) {
            subscription = object.at("parent").at("subscription_details").id("subscription");
        }
        String customer = object.id("customer");
        if (subscription == null || customer == null) {
            return null;
        }
        ObjectNode kept = object.json().deepCopy();
        kept.retain("id", "object");
        return thing(kind, object.required("id"), subscription, customer, new StripeNode(kept), origin);
    }

    /** That it failed is known of an invoice that is not paid, or was only by another attempt. */
    private static List<StripeThing> listedInvoice(StripeNode object, Origin origin) {
        Integer attempts = object.integer("attempt_count");
        boolean paid = "paid".equals(object.text("status"));
        boolean failed = attempts != null && attempts > (paid ? 1 : 0);
        Instant due = object.at("status_transitions").time("finalized_at");
        Instant paidAt = object.at("status_transitions").time("paid_at");
        return Stream.of(
                        failed ? invoice(Kind.INVOICE_FAILED, object, origin.at(due)) : null,
                        paid ? invoice(Kind.INVOICE_PAID, object, origin.at(paidAt)) : null)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static StripeThing thing(
            Kind kind,
            String id,
            @Nullable String subject,
            @Nullable String customer,
            StripeNode content,
            Origin origin) {
        String source = kind.fact() && origin.source().equals(LISTED) ? LISTED + ":" + id : origin.source();
        return new StripeThing(
                kind, id, subject, customer, content, origin.deleted(), origin.at(), origin.rank(), source);
    }
}
