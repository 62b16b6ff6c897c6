package dev.keizoku.subscriptions.quote;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.subscription.ChangeRequest;
import dev.keizoku.subscriptions.subscription.Outcome;
import dev.keizoku.subscriptions.subscription.Subscription;
import dev.keizoku.subscriptions.subscription.Subscriptions;
import dev.keizoku.subscriptions.timeline.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * What can be done with quotes. What a customer asks for is never refused because it does not suit us; only what the
 * subscription's state does not allow is.
 */
@ApplicationScoped
public class Quotes {

    private static final TypeReference<JsonNode> NODE = new TypeReference<>() {};
    private static final Duration VALIDITY = Duration.ofDays(7);

    private final QuoteStore store;
    private final Planning planning;
    private final Subscriptions subscriptions;
    private final Tenants tenants;
    private final Json json;
    private final Jdbi jdbi;

    Quotes(QuoteStore store, Planning planning, Subscriptions subscriptions, Tenants tenants, Json json, Jdbi jdbi) {
        this.store = store;
        this.planning = planning;
        this.subscriptions = subscriptions;
        this.tenants = tenants;
        this.json = json;
        this.jdbi = jdbi;
    }

    private record Sides(Terms before, Terms after) {}

    /** Says what a change would come to, and keeps that for some days. */
    @Transactional
    Quote ask(TenantId tenant, AccountId account, Asked asked) {
        Instant now = subscriptions.now();
        ZoneId zone = tenants.get(tenant).zone();
        Subscription subscription = subscriptions
                .of(tenant, asked.subscriptionId())
                .filter(found -> found.accountAt(now).equals(account))
                .orElseThrow(() -> ProblemException.notFound("subscription"));
        Planning.Draft draft = planning.of(tenant, account, subscription, asked, now, zone);
        String id = "quo_" + UUID.randomUUID().toString().replace("-", "");
        Planned planned = later(tenant, draft, id, now, zone);
        Instant effective = planned.effective(now);
        Sides sides = sides(tenant, planned, id, now, zone);
        Money before = Mrr.of(sides.before());
        Money after = Mrr.of(sides.after());
        Instant week = now.plus(VALIDITY);
        Quote quote = new Quote(
                id,
                account,
                asked.subscriptionId(),
                asked.kind(),
                node(sides.before()),
                node(sides.after()),
                before.rounded(),
                after.rounded(),
                new Money(after.amount().subtract(before.amount()), after.currency()).rounded(),
                effective,
                draft.discounts(),
                now,
                effective.isAfter(now) && effective.isBefore(week) ? effective : week,
                null,
                null);
        jdbi.useHandle(handle -> store.insert(handle, tenant, new QuoteStore.Stored(quote, planned), now));
        return quote;
    }

    @Transactional
    Optional<Quote> find(TenantId tenant, AccountId account, String id) {
        return Optional.ofNullable(jdbi.withHandle(handle -> store.find(handle, tenant, account, id)))
                .map(QuoteStore.Stored::quote);
    }

    /** Makes the change that was quoted; the same again changes nothing. */
    @Transactional
    Quote confirm(TenantId tenant, AccountId account, String id) {
        Instant now = subscriptions.now();
        ZoneId zone = tenants.get(tenant).zone();
        QuoteStore.Stored stored = jdbi.withHandle(handle -> store.find(handle, tenant, account, id));
        if (stored == null) {
            throw ProblemException.notFound("quote");
        }
        if (stored.quote().confirmedAt() != null) {
            return stored.quote();
        }
        Planned planned = stored.planned();
        check(tenant, account, stored, now);
        ChangeRequest request = planned.request(id, now, zone);
        Subscriptions.Answer answer = subscriptions.record(tenant, request);
        Subscription changed = answer.subscription();
        if (!(answer.outcome() instanceof Outcome.Recorded) || changed == null) {
            throw outdated("The subscription no longer allows the change.");
        }
        Instant effective = planned.effective(now);
        Terms after = changed.timeline().at(effective);
        Quote confirmed = stored.quote()
                .confirmed(now, effective, after == null ? stored.quote().after() : node(after), id);
        jdbi.useHandle(handle -> store.update(handle, tenant, confirmed, now));
        return confirmed;
    }

    private void check(TenantId tenant, AccountId account, QuoteStore.Stored stored, Instant now) {
        if (!now.isBefore(stored.quote().validUntil())) {
            throw outdated("The quote was valid until " + stored.quote().validUntil() + ".");
        }
        boolean same = subscriptions
                .of(tenant, stored.planned().subscriptionId())
                .filter(found -> found.accountAt(now).equals(account))
                .filter(found -> found.fingerprints().equals(stored.planned().known()))
                .isPresent();
        if (!same) {
            throw outdated("The subscription has changed since it was quoted. Ask again.");
        }
    }

    /** What makes less waits for the end of what is paid for, unless a time was wished for. */
    private Planned later(TenantId tenant, Planning.Draft draft, String id, Instant now, ZoneId zone) {
        Instant end = draft.paidUntil();
        if (draft.planned().at() != null || draft.atOnce() || end == null) {
            return draft.planned();
        }
        if (draft.atTheEnd()) {
            return draft.planned().taking(end);
        }
        Sides sides = sides(tenant, draft.planned(), id, now, zone);
        boolean less =
                Mrr.of(sides.after()).amount().compareTo(Mrr.of(sides.before()).amount()) < 0;
        return less ? draft.planned().taking(end) : draft.planned();
    }

    private Sides sides(TenantId tenant, Planned planned, String id, Instant now, ZoneId zone) {
        Instant effective = planned.effective(now);
        Subscription changed = subscriptions.preview(tenant, planned.request(id, now, zone));
        Terms after = changed.timeline().at(effective);
        Subscription present =
                subscriptions.of(tenant, planned.subscriptionId()).orElseThrow();
        Terms before = present.timeline().at(effective);
        if (before == null || after == null) {
            throw new ProblemException(
                    SubscriptionsProblem.ILLEGAL_CHANGE, "The subscription has not started at that time.");
        }
        return new Sides(before, after);
    }

    private JsonNode node(Terms terms) {
        return json.read(json.write(terms), NODE);
    }

    private static ProblemException outdated(String detail) {
        return new ProblemException(SubscriptionsProblem.QUOTE_OUTDATED, detail);
    }
}
