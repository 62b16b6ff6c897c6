package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.Cause;
import dev.keizoku.metrics.timeline.Discount;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.SubscriptionState;
import dev.keizoku.metrics.timeline.Terms;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How one subscription stands at the end of each day on which something took effect. */
final class SubscriptionDays {

    private final ZoneId zone;
    private final LedgerPolicies policies;
    private final NavigableMap<LocalDate, Standing> days = new TreeMap<>();
    private final FirstPayment firstPayment = new FirstPayment();
    private @Nullable LocalDate lateSince;
    /** Where the billing intervals that are paid for are counted from. */
    private @Nullable LocalDate anchor;

    private @Nullable Price anchored;

    private SubscriptionDays(ZoneId zone, LedgerPolicies policies) {
        this.zone = zone;
        this.policies = policies;
    }

    /** The last standing of each day, in the tenant's zone; entries of one subscription in their order. */
    static NavigableMap<LocalDate, Standing> of(List<TimelineEntry> entries, ZoneId zone, LedgerPolicies policies) {
        SubscriptionDays days = new SubscriptionDays(zone, policies);
        for (int i = 0; i < entries.size(); i++) {
            days.add(entries.get(i), i + 1 < entries.size() ? entries.get(i + 1).effectiveAt() : null);
        }
        return days.days;
    }

    private void add(TimelineEntry entry, @Nullable Instant until) {
        LocalDate day = dayOf(entry.effectiveAt());
        firstPayment.follow(entry, day);
        Terms terms = policies.requiresFirstPayment() && firstPayment.isAwaited()
                ? entry.terms().unpaid()
                : entry.terms();
        follow(terms, day);
        if (terms.state() == SubscriptionState.ENDED) {
            end(day, terms, entry.cause(), until);
            return;
        }
        if (terms.cancelAt() != null && policies.churnTiming() == LedgerPolicies.ChurnTiming.SCHEDULED) {
            put(day, terms.ended(), entry.cause());
            return;
        }
        put(day, terms.at(entry.effectiveAt()), entry.cause());
        for (Instant over : expiries(entry, until)) {
            put(dayOf(over), terms.at(over), Cause.UNTOLD);
        }
        lapse(day, terms, until);
        Instant end = scheduledEnd(entry, until);
        if (end != null) {
            end(dayOf(end), terms.ended(), entry.cause(), until);
        }
    }

    /** Keeps in mind since when a payment is late, and from when on billing intervals are counted. */
    private void follow(Terms terms, LocalDate day) {
        if (terms.state() != SubscriptionState.PAST_DUE) {
            lateSince = null;
        } else if (lateSince == null) {
            lateSince = day;
        }
        Price price = terms.price();
        boolean pays = terms.state() == SubscriptionState.ACTIVE || terms.state() == SubscriptionState.PAST_DUE;
        if (pays && price != null) {
            if (anchored == null || anchored.unit() != price.unit() || anchored.count() != price.count()) {
                anchor = day;
            }
            anchored = price;
        } else if (terms.state() != SubscriptionState.ENDED) {
            anchored = null;
        }
    }

    /** Discounts that run out by themselves, unless a later entry took effect first. */
    private static SortedSet<Instant> expiries(TimelineEntry entry, @Nullable Instant next) {
        SortedSet<Instant> expiries = new TreeSet<>();
        for (Discount discount : entry.terms().discounts()) {
            Instant over = discount.until();
            if (over != null && over.isAfter(entry.effectiveAt()) && (next == null || over.isBefore(next))) {
                expiries.add(over);
            }
        }
        return expiries;
    }

    /** A payment that stays late for too long is churn. */
    private void lapse(LocalDate day, Terms terms, @Nullable Instant until) {
        Integer patience = policies.autoChurnDays();
        if (lateSince == null || patience == null) {
            return;
        }
        LocalDate over = lateSince.plusDays(patience);
        LocalDate next = until == null ? LocalDate.MAX : dayOf(until);
        if (over.isBefore(next)) {
            put(over.isBefore(day) ? day : over, terms.ended(), Cause.ofIntent("involuntary"));
        }
    }

    /** A scheduled cancellation ends the subscription by itself, unless a later entry took effect first. */
    private static @Nullable Instant scheduledEnd(TimelineEntry entry, @Nullable Instant until) {
        Instant cancelAt = entry.terms().cancelAt();
        if (cancelAt == null || until != null && !cancelAt.isBefore(until)) {
            return null;
        }
        return cancelAt.isBefore(entry.effectiveAt()) ? entry.effectiveAt() : cancelAt;
    }

    private void end(LocalDate day, Terms ended, Cause cause, @Nullable Instant until) {
        LocalDate effective = day;
        if (policies.churnTiming() == LedgerPolicies.ChurnTiming.PAID_PERIOD_END && !cause.isTransfer()) {
            effective = paidUntil(day);
            if (until != null && effective.isAfter(dayOf(until))) {
                return;
            }
        }
        put(effective, ended, cause);
    }

    /** The end of the billing interval a day lies in, always counted from the anchor. */
    private LocalDate paidUntil(LocalDate day) {
        LocalDate from = anchor;
        Price price = anchored;
        if (from == null || price == null) {
            return day;
        }
        LocalDate end = from;
        for (int intervals = 1; end.isBefore(day); intervals++) {
            end = price.unit().after(from, (long) price.count() * intervals);
        }
        return end;
    }

    private void put(LocalDate day, Terms terms, Cause cause) {
        days.tailMap(day, false).clear();
        days.put(day, Standing.of(terms, cause, policies));
    }

    private LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }
}
