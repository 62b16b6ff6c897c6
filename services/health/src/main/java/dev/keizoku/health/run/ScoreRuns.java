package dev.keizoku.health.run;

import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for runs: the ones people want, and the night of each tenant's day. */
@ApplicationScoped
public class ScoreRuns {

    private static final Duration KEY_LIFE = Duration.ofHours(24);

    private final ScoreRunStore store;
    private final Versions versions;
    private final Tenants tenants;
    private final Clock clock;

    ScoreRuns(ScoreRunStore store, Versions versions, Tenants tenants, Clock clock) {
        this.store = store;
        this.versions = versions;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Asks for a run.
     *
     * @param day the last finished day when null
     * @param knownAt now when null
     * @param key the same key asks for the same run again
     */
    @Transactional
    ScoreRun request(TenantId tenant, @Nullable LocalDate day, @Nullable Instant knownAt, @Nullable String key) {
        Instant now = clock.instant();
        LocalDate today = now.atZone(tenants.get(tenant).zone()).toLocalDate();
        check(day, knownAt, today, now);
        store.lock(tenant, now);
        if (key != null) {
            Optional<ScoreRunStore.Asked> before = store.byKey(tenant, key, now.minus(KEY_LIFE));
            if (before.isPresent()) {
                return again(tenant, before.get(), day, knownAt);
            }
        }
        UUID id = store.add(new ScoreRunStore.Order(
                        tenant,
                        ScoreRun.Kind.REQUESTED,
                        day == null ? today.minusDays(1) : day,
                        knownAt == null ? now : knownAt,
                        versions.pin(tenant, Scorecard.KIND),
                        now,
                        key,
                        day,
                        knownAt))
                .orElseThrow();
        return find(tenant, id);
    }

    /** Makes the night of a day, unless it exists. */
    @Transactional
    boolean night(TenantRecord tenant, LocalDate day) {
        Instant now = clock.instant();
        store.lock(tenant.tenant(), now);
        return store.add(new ScoreRunStore.Order(
                        tenant.tenant(),
                        ScoreRun.Kind.NIGHT,
                        day,
                        now,
                        versions.pin(tenant.tenant(), Scorecard.KIND),
                        now,
                        null,
                        null,
                        null))
                .isPresent();
    }

    /** The run of that id. */
    ScoreRun find(TenantId tenant, UUID id) {
        return store.find(tenant, id).orElseThrow(() -> ProblemException.notFound("score run"));
    }

    private ScoreRun again(
            TenantId tenant, ScoreRunStore.Asked asked, @Nullable LocalDate day, @Nullable Instant knownAt) {
        if (!Objects.equals(asked.day(), day) || !Objects.equals(asked.knownAt(), knownAt)) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "This Idempotency-Key was used for another request.");
        }
        return find(tenant, asked.run());
    }

    private static void check(@Nullable LocalDate day, @Nullable Instant knownAt, LocalDate today, Instant now) {
        List<FieldError> errors = new ArrayList<>();
        if (day != null && day.isAfter(today)) {
            errors.add(new FieldError("/day", FieldError.OUT_OF_RANGE, "This day has not begun yet."));
        }
        if (knownAt != null && knownAt.isAfter(now)) {
            errors.add(new FieldError("/known_at", FieldError.OUT_OF_RANGE, "This has not happened yet."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }
}
