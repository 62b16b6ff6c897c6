package dev.keizoku.metrics.timeline;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Writes timelines the way a story tells them. */
public final class Timelines {

    private final List<TimelineEntry> entries = new ArrayList<>();
    private final ZoneId zone;
    private String subscription = "s1";
    private Terms terms = new Terms(SubscriptionState.ACTIVE, "basic", BigDecimal.ONE, null, null);

    private Timelines(ZoneId zone) {
        this.zone = zone;
    }

    public static Timelines timelines() {
        return new Timelines(ZoneOffset.UTC);
    }

    public static Timelines timelines(String zone) {
        return new Timelines(ZoneId.of(zone));
    }

    public static Price monthly(String amount) {
        return price(amount, "USD", IntervalUnit.MONTH, 1);
    }

    public static Price yearly(String amount) {
        return price(amount, "USD", IntervalUnit.YEAR, 1);
    }

    public static Price price(String amount, String currency, IntervalUnit unit, int count) {
        return new Price(new BigDecimal(amount), Currency.getInstance(currency), unit, count);
    }

    public Timelines subscription(String id) {
        subscription = id;
        terms = new Terms(SubscriptionState.ACTIVE, "basic", BigDecimal.ONE, null, null);
        return this;
    }

    public Timelines start(String day, String plan, Price price) {
        return add(day, new Terms(SubscriptionState.ACTIVE, plan, BigDecimal.ONE, price, null), null);
    }

    public Timelines start(String day, Price price) {
        return start(day, "basic", price);
    }

    public Timelines trial(String day, Price price) {
        return add(day, new Terms(SubscriptionState.TRIAL, "basic", BigDecimal.ONE, price, null), null);
    }

    public Timelines quantity(String day, String quantity) {
        return add(day, with(terms.state(), terms.plan(), new BigDecimal(quantity), terms.price()), null);
    }

    public Timelines price(String day, Price price) {
        return price(day, price, null);
    }

    public Timelines price(String day, Price price, String reason) {
        return add(day, with(SubscriptionState.ACTIVE, terms.plan(), terms.quantity(), price), reason);
    }

    public Timelines plan(String day, String plan, Price price) {
        return add(day, with(terms.state(), plan, terms.quantity(), price), null);
    }

    public Timelines free(String day, String plan) {
        return add(day, with(SubscriptionState.FREE, plan, terms.quantity(), null), null);
    }

    public Timelines pause(String day) {
        return state(day, SubscriptionState.PAUSED, null);
    }

    public Timelines resume(String day) {
        return state(day, SubscriptionState.ACTIVE, null);
    }

    public Timelines paymentFails(String day) {
        return state(day, SubscriptionState.PAST_DUE, null);
    }

    public Timelines paymentRecovers(String day) {
        return state(day, SubscriptionState.ACTIVE, null);
    }

    public Timelines end(String day) {
        return state(day, SubscriptionState.ENDED, null);
    }

    public Timelines end(String day, String reason) {
        return state(day, SubscriptionState.ENDED, reason);
    }

    /** Everything that is taken off from that day on. */
    public Timelines discounts(String day, Discount... discounts) {
        return add(
                day,
                new Terms(
                        terms.state(),
                        terms.plan(),
                        terms.quantity(),
                        terms.price(),
                        terms.cancelAt(),
                        terms.addOns(),
                        List.of(discounts),
                        terms.minimum(),
                        terms.term()),
                null);
    }

    /** Every further item from that day on. */
    public Timelines addOns(String day, AddOn... addOns) {
        return add(
                day,
                new Terms(
                        terms.state(),
                        terms.plan(),
                        terms.quantity(),
                        terms.price(),
                        terms.cancelAt(),
                        List.of(addOns),
                        terms.discounts(),
                        terms.minimum(),
                        terms.term()),
                null);
    }

    public Timelines minimum(String day, String minimum) {
        return add(
                day,
                new Terms(
                        terms.state(),
                        terms.plan(),
                        terms.quantity(),
                        terms.price(),
                        terms.cancelAt(),
                        terms.addOns(),
                        terms.discounts(),
                        new BigDecimal(minimum),
                        terms.term()),
                null);
    }

    public static AddOn addOn(String plan, String quantity, Price price) {
        return new AddOn(plan, plan, new BigDecimal(quantity), price);
    }

    public static Discount percentOff(String percent) {
        return new Discount("d", new BigDecimal(percent), null, Discount.Duration.FOREVER, null);
    }

    public static Discount percentOff(String percent, Discount.Duration duration, String until) {
        return new Discount("d", new BigDecimal(percent), null, duration, until == null ? null : Instant.parse(until));
    }

    public static Discount amountOff(String amount) {
        return new Discount("a", null, Money.of(amount, "USD"), Discount.Duration.FOREVER, null);
    }

    public Timelines cancelAt(String day, String at) {
        return add(
                day,
                new Terms(
                        terms.state(),
                        terms.plan(),
                        terms.quantity(),
                        terms.price(),
                        at == null ? null : instant(at),
                        terms.addOns(),
                        terms.discounts(),
                        terms.minimum(),
                        terms.term()),
                null);
    }

    /** What was said of why the last change was made. */
    public Timelines because(Cause cause) {
        TimelineEntry last = entries.removeLast();
        entries.add(new TimelineEntry(
                last.subscription(), last.change(), last.effectiveAt(), last.position(), last.terms(), cause));
        return this;
    }

    /** Binds the subscription from that day on, at another price. */
    public Timelines bound(String day, Price price, String from, String to) {
        return add(
                day,
                new Terms(
                        SubscriptionState.ACTIVE,
                        terms.plan(),
                        terms.quantity(),
                        price,
                        null,
                        terms.addOns(),
                        terms.discounts(),
                        terms.minimum(),
                        new Commitment(instant(from), instant(to), true)),
                null);
    }

    public List<TimelineEntry> entries() {
        return List.copyOf(entries);
    }

    private Timelines state(String day, SubscriptionState state, String reason) {
        Terms next = with(state, terms.plan(), terms.quantity(), terms.price());
        return add(
                day,
                new Terms(
                        state,
                        next.plan(),
                        next.quantity(),
                        next.price(),
                        null,
                        next.addOns(),
                        next.discounts(),
                        next.minimum(),
                        next.term()),
                reason);
    }

    private Terms with(SubscriptionState state, String plan, BigDecimal quantity, Price price) {
        return new Terms(
                state,
                plan,
                quantity,
                price,
                terms.cancelAt(),
                terms.addOns(),
                terms.discounts(),
                terms.minimum(),
                terms.term());
    }

    private Timelines add(String at, Terms next, String reason) {
        terms = next;
        entries.add(new TimelineEntry(subscription, "c" + entries.size(), instant(at), entries.size(), reason, next));
        return this;
    }

    /** A day, or an instant. */
    private Instant instant(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
}
