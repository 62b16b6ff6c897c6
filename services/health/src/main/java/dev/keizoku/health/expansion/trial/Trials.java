package dev.keizoku.health.expansion.trial;

import dev.keizoku.health.expansion.Eligibilities;
import dev.keizoku.health.expansion.Refusal;
import dev.keizoku.health.expansion.Requester;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.AccountStreams;
import dev.keizoku.health.pull.FactStream;
import dev.keizoku.health.pull.PlanFact;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Letting customers try more. What they may use meanwhile is for subscriptions to say; here are the clock, what they do with
 * it, and whether they buy.
 */
@ApplicationScoped
class Trials {

    private final TrialStore store;
    private final Eligibilities eligibilities;
    private final Refusal refusal;
    private final AccountStreams streams;
    private final FactStream facts;
    private final Clock clock;

    Trials(
            TrialStore store,
            Eligibilities eligibilities,
            Refusal refusal,
            AccountStreams streams,
            FactStream facts,
            Clock clock) {
        this.store = store;
        this.eligibilities = eligibilities;
        this.refusal = refusal;
        this.streams = streams;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Starts a trial.
     *
     * @throws ProblemException 409 when the account tries the same already, or when it is our own idea and not the time
     *     for it; 503 when the catalogue cannot be read
     */
    Trial start(TenantId tenant, AccountId account, NewTrial body, String by, Language language) {
        List<FieldError> errors = body.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        if (body.ours()) {
            refusal.unlessNothing(
                    eligibilities.againstTrial(tenant, account),
                    body.planId() == null ? "/feature_id" : "/plan_id",
                    language);
        }
        LocalDate today = eligibilities.today(tenant);
        Trial trial = new Trial(
                UUID.randomUUID(),
                account.value(),
                body.ours() ? Requester.PROVIDER : Requester.CUSTOMER,
                body.planId() == null ? null : body.planId().value(),
                body.featureId(),
                features(tenant, account, body, today),
                today,
                today.plusDays(eligibilities.settings(tenant).trialDays()),
                null,
                null,
                List.of(),
                List.of());
        if (!store.add(tenant, trial, today, clock.instant().truncatedTo(ChronoUnit.MICROS), by)) {
            throw new ProblemException(CommonProblem.CONFLICT, "The account is trying this already.");
        }
        return trial;
    }

    Trial find(TenantId tenant, UUID trial) {
        return store.find(tenant, trial).orElseThrow(() -> ProblemException.notFound("trial"));
    }

    List<Trial> list(TenantId tenant, TrialStore.Filter filter, TrialStore.@Nullable Position after, int limit) {
        return store.list(tenant, filter, eligibilities.today(tenant), after, limit);
    }

    /**
     * Notes whether it was bought; the same again changes nothing.
     *
     * @throws ProblemException 404 when there is none, 409 when something else became of it
     */
    Trial close(TenantId tenant, UUID trial, boolean converted) {
        boolean open = store.close(tenant, trial, converted, eligibilities.today(tenant));
        Trial found = find(tenant, trial);
        if (!open && !Boolean.valueOf(converted).equals(found.converted())) {
            throw new ProblemException(CommonProblem.CONFLICT, "Something else became of this trial.");
        }
        return found;
    }

    TrialStore.Counts count(TenantId tenant, LocalDate from, LocalDate to, @Nullable String plan) {
        return store.count(tenant, from, to, plan, eligibilities.today(tenant));
    }

    /** What the account can use while it tries it, and otherwise not. */
    private List<String> features(TenantId tenant, AccountId account, NewTrial body, LocalDate today) {
        if (body.featureId() != null) {
            return List.of(body.featureId());
        }
        try {
            Optional<PlanFact> plan = streams.plans(tenant).stream()
                    .filter(each -> body.planId() != null
                            && each.planId().equals(body.planId().value()))
                    .findFirst();
            Set<String> has = facts.account(tenant, account, today, clock.instant())
                    .map(AccountFact::features)
                    .map(Set::copyOf)
                    .orElseThrow(() -> ProblemException.notFound("account"));
            return plan
                    .orElseThrow(() -> ProblemException.ofFields(
                            List.of(new FieldError("/plan_id", "unknown_plan", "There is no plan of that id."))))
                    .features()
                    .stream()
                    .filter(Predicate.not(has::contains))
                    .sorted()
                    .toList();
        } catch (UpstreamFailure away) {
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, "The catalogue cannot be read at the moment. Try again.");
        }
    }
}
