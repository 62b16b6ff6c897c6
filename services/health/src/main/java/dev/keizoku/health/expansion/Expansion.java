package dev.keizoku.health.expansion;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.signal.Finding;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import dev.keizoku.health.signal.rule.Evidence;
import dev.keizoku.health.signal.rule.SignalLook;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.health.stage.StageRules;
import dev.keizoku.health.stage.Staged;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says of an account on a day whether more may be proposed to it, and lists every condition with what it rests on. A
 * proposal comes after success, never before, and never to somebody who is unhappy or about to leave.
 */
public final class Expansion {

    private static final String HEALTHY_GROWTH = "HEALTHY_GROWTH";

    private final ExpansionSettings settings;
    private final BigDecimal coreShare;
    private final Options options;

    /**
     * Looks by settings.
     *
     * @param stages whose line who comes into the months of a renewal has to keep
     */
    public Expansion(ExpansionSettings settings, Catalogue catalogue, StageRules stages) {
        this.settings = settings;
        this.coreShare = stages.coreShare();
        this.options = new Options(settings, catalogue);
    }

    /**
     * What else is known of an account.
     *
     * @param meters what was used of what is limited
     * @param peaks the most of it until the day before
     */
    public record Known(OfferHistory offers, Map<String, BigDecimal> meters, UsePeaks peaks) {

        public static final Known NOTHING = new Known(OfferHistory.NONE, Map.of(), UsePeaks.NONE);
    }

    /** What is said of an account, what the day after starts from, and what is used of what is limited. */
    public record Look(Eligibility eligibility, UsePeaks peaks, Utilisation use) {}

    public ExpansionSettings settings() {
        return settings;
    }

    /** What is seen on the day. */
    public Look look(AccountDay account, HealthScore score, SignalLook signals, Staged stage, Known known) {
        Utilisation use = Utilisation.of(account, known.meters());
        boolean usageKnown = account.fleet().usageFlows() && account.usage() != null;
        UsePeaks peaks = known.peaks()
                .with(
                        account.day(),
                        use.used(),
                        usageKnown && account.usage() != null ? account.usage().featuresUsed28() : null);
        Need need = Need.of(account, signals, use, settings);
        List<Condition> conditions = new ArrayList<>();
        conditions.add(customer(account.fact()));
        conditions.add(stage(account, stage));
        conditions.add(tenure(account));
        conditions.add(onboarded(account));
        conditions.add(Condition.of(
                ConditionCode.BAND_GREEN,
                score.band() == Band.GREEN,
                new Evidence().with("band", score.band().key()).with("score", score.effective())));
        conditions.add(Condition.of(
                ConditionCode.RISK_LOW,
                signals.risk().level() == RiskLevel.LOW,
                new Evidence()
                        .with("level", signals.risk().level().key())
                        .with("risk", signals.risk().value())));
        LocalDate criticalSince = account.said().support().openCriticalSince();
        conditions.add(Condition.of(
                ConditionCode.NO_OPEN_P1, criticalSince == null, new Evidence().with("open_since", criticalSince)));
        conditions.add(surge(signals));
        List<Condition> offers = known.offers().conditions(account.day(), settings);
        conditions.addAll(offers.stream()
                .filter(condition -> OfferKind.SHARED.contains(condition.code()))
                .toList());
        conditions.add(Condition.of(ConditionCode.NEED_EVIDENCE, need.shown(), need.evidence()));
        conditions.add(trigger(account, need));
        return new Look(
                Eligibility.of(
                        conditions, options.of(account, signals.risk(), need, use, known.offers(), peaks, offers)),
                peaks,
                use);
    }

    private static Condition customer(AccountFact fact) {
        boolean pays = fact.state().equals("active") || fact.state().equals("past_due");
        return Condition.of(
                ConditionCode.CUSTOMER,
                pays && !fact.internal(),
                new Evidence().with("state", fact.state()).with("internal", fact.internal()));
    }

    /** A stage of its own follows success; who comes from there into the months of a renewal has had it too. */
    private Condition stage(AccountDay account, Staged stage) {
        int entitled = account.fact().coreFeatures().size();
        boolean uses = account.coreFeaturesUsed() >= coreShare.doubleValue() * entitled;
        boolean holds = switch (stage.stage()) {
            case ONBOARDING, ADOPTION -> false;
            case EXPANSION -> true;
            case RETENTION -> account.firstValueOn() != null && uses;
        };
        return Condition.of(
                ConditionCode.STAGE,
                holds,
                new Evidence()
                        .with("stage", stage.stage().key())
                        .with("since", stage.since())
                        .with(
                                "core_features_used",
                                stage.stage() == LifecycleStage.RETENTION ? account.coreFeaturesUsed() : null)
                        .with("core_features", stage.stage() == LifecycleStage.RETENTION ? entitled : null));
    }

    private Condition tenure(AccountDay account) {
        LocalDate since = account.since();
        Long days = since == null ? null : ChronoUnit.DAYS.between(since, account.day());
        return Condition.of(
                ConditionCode.TENURE,
                days != null && days >= settings.floorDays(),
                new Evidence().with("since", since).with("days", days).with("floor_days", settings.floorDays()));
    }

    private static Condition onboarded(AccountDay account) {
        LocalDate value = account.firstValueOn();
        return Condition.of(
                ConditionCode.ONBOARDING_COMPLETE, value != null, new Evidence().with("first_value_on", value));
    }

    private static Condition surge(SignalLook signals) {
        Optional<String> cause = surgeCause(signals);
        return Condition.of(
                ConditionCode.NO_UNEXPLAINED_SURGE,
                cause.isEmpty() || cause.get().equals(HEALTHY_GROWTH),
                new Evidence().with("cause", cause.orElse(null)));
    }

    /** The good moments: need after the first months, the weeks before a renewal, a limit that is reached. */
    private Condition trigger(AccountDay account, Need need) {
        List<String> triggers = new ArrayList<>();
        LocalDate since = account.since();
        boolean grown = since != null && !since.plusDays(settings.floorDays()).isAfter(account.day());
        if (need.shown() && grown) {
            triggers.add("need_after_floor");
        }
        Long toRenewal = daysToRenewal(account);
        if (toRenewal != null && toRenewal >= settings.renewalFromDays() && toRenewal <= settings.renewalToDays()) {
            triggers.add("renewal_window");
        }
        if (need.limitReached()) {
            triggers.add("limit_reached");
        }
        return Condition.of(
                ConditionCode.TRIGGER,
                !triggers.isEmpty(),
                new Evidence()
                        .with("triggers", triggers.isEmpty() ? null : triggers)
                        .with("days_to_renewal", toRenewal)
                        .with("limit_near", need.limitNear() && !need.limitReached() ? true : null));
    }

    private static @Nullable Long daysToRenewal(AccountDay account) {
        AccountFact.Renewal renewal = account.fact().renewal();
        return renewal == null ? null : ChronoUnit.DAYS.between(account.day(), renewal.renewsOn());
    }

    private static Optional<String> surgeCause(SignalLook signals) {
        return evidence(signals).map(evidence -> String.valueOf(evidence.get("cause")));
    }

    /** Growth that has lasted; that of a few days shows no need yet. */
    static boolean growsHealthily(SignalLook signals) {
        return evidence(signals)
                .filter(evidence -> HEALTHY_GROWTH.equals(evidence.get("cause")))
                .filter(evidence -> Boolean.TRUE.equals(evidence.get("lasts")))
                .isPresent();
    }

    private static Optional<Map<String, Object>> evidence(SignalLook signals) {
        return Stream.concat(signals.findings().stream(), signals.carried().stream())
                .filter(finding -> finding.type() == SignalType.USAGE_SURGE)
                .map(Finding::evidence)
                .findFirst();
    }
}
