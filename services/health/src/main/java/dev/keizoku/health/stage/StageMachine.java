package dev.keizoku.health.stage;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.AccountFact;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves an account from stage to stage, day by day.
 *
 * <p>The day's stage decides by which scorecard the day is scored, so it looks at the bands up to the day before.
 */
public final class StageMachine {

    private final StageRules rules;

    public StageMachine(StageRules rules) {
        this.rules = rules;
    }

    /**
     * The stage of the day.
     *
     * @param before what was remembered the day before, null when nothing was
     */
    public StageMemory on(AccountDay day, @Nullable StageMemory before) {
        LifecycleStage beneath = beneath(day, before);
        // In its first contract an account is onboarded before anybody speaks of renewing.
        LifecycleStage stage =
                beneath != LifecycleStage.ONBOARDING && renewsSoon(day) ? LifecycleStage.RETENTION : beneath;
        LocalDate since = before == null
                ? firstDay(day, stage)
                : before.staged().stage() == stage ? before.staged().since() : day.day();
        return new StageMemory(new Staged(stage, since), beneath, before == null ? null : before.greenSince());
    }

    private LifecycleStage beneath(AccountDay day, @Nullable StageMemory before) {
        LifecycleStage was = before == null ? LifecycleStage.ONBOARDING : before.beneath();
        if (was == LifecycleStage.ONBOARDING && day.firstValueOn() == null && age(day) < rules.onboardingDays()) {
            return LifecycleStage.ONBOARDING;
        }
        if (was == LifecycleStage.EXPANSION) {
            return atTheLine(day, true) ? LifecycleStage.EXPANSION : LifecycleStage.ADOPTION;
        }
        boolean expands = before != null && hasResults(day) && atTheLine(day, false) && healthy(day, before);
        return expands ? LifecycleStage.EXPANSION : LifecycleStage.ADOPTION;
    }

    /** Whether anything came of its use: its first value, or a goal it reached. */
    private static boolean hasResults(AccountDay day) {
        return day.firstValueOn() != null || day.said().success().lastReachedOn() != null;
    }

    /**
     * Whether it uses as many core features as the line asks for. A plan without any asks for none.
     *
     * @param unknown the answer while the tenant's events do not come in
     */
    private boolean atTheLine(AccountDay day, boolean unknown) {
        int core = day.fact().coreFeatures().size();
        if (core == 0) {
            return true;
        }
        if (!day.fleet().usageFlows()) {
            return unknown;
        }
        return day.coreFeaturesUsed() >= rules.coreShare().doubleValue() * core;
    }

    /** Whether the days up to the one before were green for long enough. */
    private boolean healthy(AccountDay day, StageMemory before) {
        LocalDate since = before.greenSince();
        return since != null && !since.plusDays(rules.healthyDays()).isAfter(day.day());
    }

    private boolean renewsSoon(AccountDay day) {
        AccountFact.Renewal renewal = day.fact().renewal();
        return renewal != null
                && !renewal.renewsOn().isBefore(day.day())
                && !renewal.renewsOn().minusDays(rules.retentionDays()).isAfter(day.day());
    }

    /** An account of which nobody knows since when it is there is no new one. */
    private int age(AccountDay day) {
        LocalDate since = day.since();
        return since == null
                ? rules.onboardingDays()
                : Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(since, day.day())));
    }

    /** Since when an account is in its stage that was not seen before, as far as its facts tell. */
    private LocalDate firstDay(AccountDay day, LifecycleStage stage) {
        LocalDate since = Objects.requireNonNullElse(day.since(), day.day());
        LocalDate began = switch (stage) {
            case ONBOARDING -> since;
            case ADOPTION -> {
                LocalDate latest = since.plusDays(rules.onboardingDays());
                LocalDate value = day.firstValueOn();
                yield value == null || value.isAfter(latest) ? latest : value;
            }
            case EXPANSION -> day.day();
            case RETENTION -> day.day();
        };
        return began.isAfter(day.day()) ? day.day() : began;
    }
}
