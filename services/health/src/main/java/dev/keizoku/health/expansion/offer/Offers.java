package dev.keizoku.health.expansion.offer;

import dev.keizoku.health.expansion.Condition;
import dev.keizoku.health.expansion.ConditionCode;
import dev.keizoku.health.expansion.Eligibilities;
import dev.keizoku.health.expansion.Refusal;
import dev.keizoku.health.expansion.Requester;
import dev.keizoku.health.language.Language;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proposing to customers, writing down what they ask for by themselves, and what became of either. */
@ApplicationScoped
class Offers {

    private final OfferStore store;
    private final Eligibilities eligibilities;
    private final Refusal refusal;
    private final Clock clock;

    Offers(OfferStore store, Eligibilities eligibilities, Refusal refusal, Clock clock) {
        this.store = store;
        this.eligibilities = eligibilities;
        this.refusal = refusal;
        this.clock = clock;
    }

    /** Who sends it, in which language it is answered, and under which key it may come again. */
    record Sending(String by, Language language, @Nullable String key) {}

    /**
     * Takes an offer.
     *
     * @throws ProblemException 409 with every condition that fails when it is our own idea and not the time for it
     */
    @Transactional
    Offer take(TenantId tenant, AccountId account, NewOffer body, Sending sending) {
        List<FieldError> errors = body.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        Optional<Offer> before = before(tenant, account, body, sending.key());
        if (before.isPresent()) {
            return before.get();
        }
        Optional<List<Condition>> against = eligibilities.against(tenant, account, body.kind());
        if (body.ours()) {
            refusal.unlessNothing(against, "/kind", sending.language());
        }
        Offer offer = offer(tenant, account, body, against.orElse(List.of()), sending.by());
        if (!store.add(tenant, offer, sending.key(), body)) {
            return before(tenant, account, body, sending.key())
                    .orElseThrow(() -> new ProblemException(
                            CommonProblem.CONFLICT, "Another offer was made to the account at the same moment."));
        }
        return offer;
    }

    @Transactional
    List<Offer> list(TenantId tenant, OfferStore.Filter filter, OfferStore.@Nullable Position after, int limit) {
        return store.list(tenant, filter, after, limit);
    }

    @Transactional
    Offer find(TenantId tenant, UUID offer) {
        return store.find(tenant, offer).orElseThrow(() -> ProblemException.notFound("offer"));
    }

    /**
     * Notes what became of an offer; the same again changes nothing.
     *
     * @throws ProblemException 404 when there is none, 409 when something else became of it
     */
    @Transactional
    Offer close(TenantId tenant, UUID offer, Offer.State state, @Nullable String reason, String by) {
        boolean open = store.close(tenant, offer, state, reason, eligibilities.today(tenant), now(), by);
        Offer found = find(tenant, offer);
        if (!open && (found.state() != state || !Objects.equals(found.reason(), reason))) {
            throw new ProblemException(CommonProblem.CONFLICT, "Something else became of this offer.");
        }
        return found;
    }

    private Optional<Offer> before(TenantId tenant, AccountId account, NewOffer body, @Nullable String key) {
        Optional<OfferStore.Kept> kept = key == null ? Optional.empty() : store.byKey(tenant, key);
        kept.ifPresent(known -> {
            if (!known.offer().accountId().equals(account.value())
                    || !known.body().equals(store.tree(body))) {
                throw new ProblemException(
                        CommonProblem.UNPROCESSABLE, "This Idempotency-Key was used for another request.");
            }
        });
        return kept.map(OfferStore.Kept::offer);
    }

    private Offer offer(TenantId tenant, AccountId account, NewOffer body, List<Condition> against, String by) {
        boolean large = eligibilities.handsToSales(tenant, body.amount());
        return new Offer(
                UUID.randomUUID(),
                account.value(),
                body.kind(),
                body.ours() ? Requester.PROVIDER : Requester.CUSTOMER,
                Offer.State.OPEN,
                body.planId() == null ? null : body.planId().value(),
                body.quantity(),
                body.termMonths(),
                body.amount() == null ? null : body.amount().rounded(),
                body.discounts() == null ? List.of() : body.discounts(),
                large
                        ? NewOffer.Team.SALES
                        : Objects.requireNonNullElse(body.ownerTeam(), NewOffer.Team.CUSTOMER_SUCCESS),
                body.note(),
                against.stream().map(Condition::code).map(ConditionCode::name).toList(),
                null,
                eligibilities.today(tenant),
                null,
                now(),
                by);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
