package dev.keizoku.health.scorecard;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The scorecard scores are made by. A version in use never changes: putting another one makes the next version. */
@ApplicationScoped
public class Scorecards {

    private static final int FIRST = 1;
    private static final String BUILT_IN = "keizoku";

    private final ScorecardStore store;
    private final Clock clock;

    Scorecards(ScorecardStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The version in force. */
    @Transactional
    public ScorecardVersion current(TenantId tenant) {
        return store.latest(tenant).orElseGet(Scorecards::builtIn);
    }

    /**
     * One version.
     *
     * @throws ProblemException 404 when there is none of that number
     */
    @Transactional
    public ScorecardVersion version(TenantId tenant, int version) {
        return store.version(tenant, version)
                .or(() -> java.util.Optional.of(builtIn()).filter(first -> first.version() == version))
                .orElseThrow(() -> ProblemException.notFound("scorecard version"));
    }

    /** The number of the version in force, kept from now on even if a later release starts tenants with another. */
    @Transactional
    public int pin(TenantId tenant) {
        return store.latest(tenant)
                .orElseGet(() -> append(tenant, builtIn(), BUILT_IN))
                .version();
    }

    /** Makes the scorecard the one in force; the same one again changes nothing. */
    @Transactional
    public ScorecardVersion replace(TenantId tenant, Scorecard scorecard, String by) {
        List<FieldError> errors = ScorecardCheck.errors(scorecard);
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        ScorecardVersion before = store.latest(tenant).orElseGet(() -> append(tenant, builtIn(), BUILT_IN));
        if (before.scorecard().equals(scorecard)) {
            return before;
        }
        return append(tenant, new ScorecardVersion(before.version() + 1, scorecard, null, null), by);
    }

    private ScorecardVersion append(TenantId tenant, ScorecardVersion next, String by) {
        try {
            return store.append(
                    tenant, next.version(), next.scorecard(), clock.instant().truncatedTo(ChronoUnit.MICROS), by);
        } catch (PersistenceException taken) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "The scorecard was changed at the same moment. Try again.");
        }
    }

    private static ScorecardVersion builtIn() {
        return new ScorecardVersion(FIRST, Scorecard.DEFAULT, null, null);
    }
}
