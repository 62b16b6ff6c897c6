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
import org.jspecify.annotations.Nullable;

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

    /**
     * Refuses what is no scorecard.
     *
     * @throws ProblemException 400 that names everything that is wrong with it
     */
    public static void check(Scorecard scorecard) {
        List<FieldError> errors = ScorecardCheck.errors(scorecard);
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }

    /**
     * Makes the scorecard the one in force; the same one again changes nothing.
     *
     * @param expected the version that is to be replaced; whichever is in force when null
     * @throws ProblemException 409 when another version is in force
     */
    @Transactional
    public ScorecardVersion replace(TenantId tenant, Scorecard scorecard, @Nullable Integer expected, String by) {
        check(scorecard);
        ScorecardVersion before = store.latest(tenant).orElseGet(() -> append(tenant, builtIn(), BUILT_IN));
        if (expected != null && expected != before.version()) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "Version " + before.version() + " is in force, not " + expected + ".");
        }
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
        return new ScorecardVersion(FIRST, DefaultScorecard.SCORECARD, null, null);
    }
}
