package dev.keizoku.health.override;

import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.health.touchpoint.AccountsTouched;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Setting something over an account's score, and ending it. Either is seen at once: the account is looked at again. */
@ApplicationScoped
class Overrides {

    private static final Duration USUAL_LIFE = Duration.ofDays(30);
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private final OverrideStore store;
    private final Event<AccountsTouched> touched;
    private final Clock clock;

    Overrides(OverrideStore store, Event<AccountsTouched> touched, Clock clock) {
        this.store = store;
        this.touched = touched;
        this.clock = clock;
    }

    /** What is asked for. */
    record Wish(
            ManualOverride.Kind kind,
            @Nullable BigDecimal value,
            @Nullable Band band,
            OverrideReason reason,
            @Nullable String note,
            @Nullable Instant expiresAt) {

        /** A cap is the usual one of its reason unless it says otherwise. */
        @Nullable BigDecimal score() {
            return value == null && kind == ManualOverride.Kind.CAP ? reason.usualCap() : value;
        }
    }

    /**
     * Sets it.
     *
     * @throws ProblemException 404 for an account without a score, 409 while another override of it is active
     */
    @Transactional
    HealthOverride set(TenantId tenant, String account, Wish wish, String by) {
        Instant now = now();
        check(wish, now);
        if (!store.isScored(tenant, account)) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id.");
        }
        HealthOverride override = new HealthOverride(
                account,
                new ManualOverride(
                        UUID.randomUUID(),
                        wish.kind(),
                        wish.score(),
                        wish.band(),
                        wish.reason().key()),
                wish.note(),
                now,
                by,
                wish.expiresAt() == null ? now.plus(USUAL_LIFE) : wish.expiresAt(),
                null,
                null);
        if (!store.add(tenant, override)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    "The account has an active override. End it first; nothing is overwritten.");
        }
        touched.fire(new AccountsTouched(tenant, Set.of(account)));
        return override;
    }

    /**
     * Ends it; one that has ended or expired stays as it is.
     *
     * @throws ProblemException 404 when there is none
     */
    @Transactional
    HealthOverride end(TenantId tenant, String account, UUID override, String by) {
        if (store.end(tenant, account, override, now(), by)) {
            touched.fire(new AccountsTouched(tenant, Set.of(account)));
        }
        return find(tenant, account, override);
    }

    HealthOverride find(TenantId tenant, String account, UUID override) {
        return store.find(tenant, account, override).orElseThrow(() -> ProblemException.notFound("health override"));
    }

    List<HealthOverride> list(
            TenantId tenant, OverrideStore.Filter filter, OverrideStore.@Nullable Position after, int limit) {
        return store.list(tenant, filter, now(), after, limit);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String missing(ManualOverride.Kind kind) {
        return kind == ManualOverride.Kind.CAP
                ? "A cap takes a score from 0 to 100, unless its reason is at_risk or early_warning."
                : "This kind takes a score from 0 to 100.";
    }

    private static void check(Wish wish, Instant now) {
        List<FieldError> errors = new ArrayList<>();
        boolean banded = wish.kind() == ManualOverride.Kind.SET_BAND;
        if (banded && (wish.band() == null || wish.band() == Band.UNKNOWN)) {
            errors.add(new FieldError("/band", "missing", "Accepted: green, yellow, red."));
        }
        if (!banded && wish.band() != null) {
            errors.add(new FieldError("/band", "contradiction", "Only set_band takes a band."));
        }
        if (!banded && wish.score() == null) {
            errors.add(new FieldError("/value", "missing", missing(wish.kind())));
        }
        if (banded && wish.value() != null) {
            errors.add(new FieldError("/value", "contradiction", "set_band takes a band and no value."));
        }
        Instant expires = wish.expiresAt();
        if (expires != null && (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST_LIFE)))) {
            errors.add(new FieldError("/expires_at", FieldError.OUT_OF_RANGE, "Ends later than now, within 366 days."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }
}
