package dev.keizoku.health.play;

import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The plays of a tenant and what people do with them. */
@ApplicationScoped
public class Plays {

    private final PlayStore store;
    private final PlayRules.Source rules;
    private final Tenants tenants;
    private final Clock clock;

    Plays(PlayStore store, PlayRules.Source rules, Tenants tenants, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * A play somebody asks for.
     *
     * @param tier by the risk of the account when nobody says
     * @param owner who looks after the account when nobody says
     */
    record Wanted(
            String account,
            PlaybookKey playbook,
            @Nullable Tier tier,
            @Nullable String owner,
            @Nullable String key) {}

    /** The tenant's day. */
    public LocalDate today(TenantId tenant) {
        return clock.instant().atZone(tenants.get(tenant).zone()).toLocalDate();
    }

    List<Play> list(TenantId tenant, PlayStore.Filter filter, PlayStore.@Nullable Position after, int limit) {
        return store.list(tenant, filter, after, today(tenant), limit);
    }

    /**
     * One play.
     *
     * @throws ProblemException 404 when there is none of that id
     */
    Play find(TenantId tenant, UUID play) {
        return store.find(tenant, play, today(tenant)).orElseThrow(() -> ProblemException.notFound("play"));
    }

    List<PlayStore.DoneStep> steps(TenantId tenant, UUID play) {
        return store.steps(tenant, play);
    }

    @Transactional
    Play start(TenantId tenant, UUID play, String by) {
        return changed(tenant, play, store.start(tenant, play, by, now()));
    }

    /**
     * Notes that a step is done, which begins the play.
     *
     * @param step from 1 on
     */
    @Transactional
    Play completeStep(TenantId tenant, UUID play, int step, String by, @Nullable String note) {
        if (step < 1 || step > find(tenant, play).stepDue().size()) {
            throw ProblemException.notFound("step");
        }
        Play begun = start(tenant, play, by);
        store.completeStep(tenant, play, new PlayStore.DoneStep(step, now(), by, note));
        return begun;
    }

    @Transactional
    Play complete(TenantId tenant, UUID play, Outcome outcome, String by, @Nullable String note) {
        PlayState before = find(tenant, play).state();
        Play.End end = new Play.End(instant(), by, outcome.key(), null, note);
        Play completed = changed(tenant, play, store.close(tenant, play, PlayState.COMPLETED, end));
        store.tellCompleted(tenant, play, before, now());
        return completed;
    }

    @Transactional
    Play dismiss(TenantId tenant, UUID play, Dismissal reason, String by, @Nullable String note) {
        Play.End end = new Play.End(instant(), by, null, reason.key(), note);
        return changed(tenant, play, store.close(tenant, play, PlayState.DISMISSED, end));
    }

    @Transactional
    Play assign(TenantId tenant, UUID play, @Nullable String owner) {
        return changed(tenant, play, store.assign(tenant, play, owner));
    }

    /**
     * Opens a play by hand; with the same key, the one that is there.
     *
     * @throws ProblemException 404 when the account was never looked at, 422 when the key was used for another playbook
     */
    @Transactional
    Play open(TenantId tenant, Wanted wanted) {
        Asked.Account account =
                store.account(tenant, wanted.account()).orElseThrow(() -> ProblemException.notFound("scored account"));
        PlayRules now = rules.of(tenants.get(tenant));
        String occasion = "hand/" + (wanted.key() == null ? UUID.randomUUID().toString() : wanted.key());
        Tier tier = wanted.tier() == null ? account.tier() : wanted.tier();
        NewPlay play = new Openings(now).byHand(account, wanted.playbook(), tier, occasion);
        UUID id = store.open(tenant, play, now.version(), now.today(), now());
        Play opened = wanted.owner() == null ? find(tenant, id) : assign(tenant, id, wanted.owner());
        if (opened.playbook() != wanted.playbook()) {
            throw new ProblemException(CommonProblem.UNPROCESSABLE, "This Idempotency-Key was used for another play.");
        }
        return opened;
    }

    private Play changed(TenantId tenant, UUID play, boolean changed) {
        Play found = find(tenant, play);
        if (!changed) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "This play is " + found.state().key() + ".");
        }
        return found;
    }

    private Instant instant() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private OffsetDateTime now() {
        return instant().atOffset(ZoneOffset.UTC);
    }
}
