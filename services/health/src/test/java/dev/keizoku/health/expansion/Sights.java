package dev.keizoku.health.expansion;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.pull.PlanFact;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.Confidence;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.signal.Finding;
import dev.keizoku.health.signal.Risk;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import dev.keizoku.health.signal.rule.SignalLook;
import dev.keizoku.health.signal.rule.SignalMemory;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.health.stage.StageRules;
import dev.keizoku.health.stage.Staged;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at accounts for what may be proposed, in tests: at one to which everything may, until a test says otherwise. */
record Sights(
        AccountDays account,
        Band band,
        RiskLevel risk,
        String riskValue,
        List<Finding> findings,
        LifecycleStage stage,
        Expansion.Known known,
        ExpansionSettings settings,
        List<PlanFact> plans) {

    static final LocalDate DAY = LocalDate.of(2026, 6, 10);

    static final Map<String, PlanFact.Limit> UNLIMITED = Map.of();

    static Sights best() {
        return new Sights(
                AccountDays.on(DAY).fact("""
                                {"customer_since": "2025-01-01", "quantity": 10, "plan_ids": ["pro"], "tier_rank": 2,
                                 "core_features": ["a", "b"], "features": ["a", "b", "c"]}
                                """).usage("""
                                {"first_seen_on": "2025-01-01", "active_users_28": 10, "features_used_28": ["a", "b"],
                                 "onboarding": {"value_reached_on": "2025-02-01"}}
                                """).balance("{\"mrr\": 100000}"),
                Band.GREEN,
                RiskLevel.LOW,
                "0.1",
                List.of(),
                LifecycleStage.EXPANSION,
                Expansion.Known.NOTHING,
                ExpansionSettings.DEFAULT,
                List.of(
                        plan("basic", 1, "3000", "a", "b"),
                        plan("pro", 2, "10000", "a", "b", "c"),
                        plan("gold", 3, "20000", "a", "b", "c", "sso")));
    }

    static PlanFact plan(String id, int rank, String price, String... features) {
        return new PlanFact(
                id, id, "suite", rank, true, false, false, null, UNLIMITED, List.of(features), monthly(price));
    }

    static PlanFact addOn(String id, String... features) {
        return new PlanFact(id, id, "suite", 0, true, false, true, null, UNLIMITED, List.of(features), monthly("500"));
    }

    private static List<PlanFact.Price> monthly(String price) {
        return List.of(new PlanFact.Price(Money.of(price, "JPY"), "month", 1, false));
    }

    Sights fact(String json) {
        return account(account.fact(json));
    }

    Sights usage(String json) {
        return account(account.usage(json));
    }

    Sights said(String json) {
        return account(account.said(json));
    }

    Sights account(AccountDays other) {
        return new Sights(other, band, risk, riskValue, findings, stage, known, settings, plans);
    }

    Sights band(Band other) {
        return new Sights(account, other, risk, riskValue, findings, stage, known, settings, plans);
    }

    Sights risk(RiskLevel level, String value) {
        return new Sights(account, band, level, value, findings, stage, known, settings, plans);
    }

    Sights stage(LifecycleStage other) {
        return new Sights(account, band, risk, riskValue, findings, other, known, settings, plans);
    }

    Sights surge(String cause) {
        return surge(cause, false);
    }

    /** One that goes on for more than two weeks. */
    Sights lastingSurge(String cause) {
        return surge(cause, true);
    }

    private Sights surge(String cause, boolean lasts) {
        Map<String, Object> evidence = Map.of("cause", cause, "lasts", lasts);
        Finding finding = new Finding(SignalType.USAGE_SURGE, BigDecimal.ZERO, evidence, DAY);
        return new Sights(account, band, risk, riskValue, List.of(finding), stage, known, settings, plans);
    }

    Sights offers(OfferHistory history) {
        return known(new Expansion.Known(history, known.meters(), known.peaks()));
    }

    Sights meters(Map<String, BigDecimal> meters) {
        return known(new Expansion.Known(known.offers(), meters, known.peaks()));
    }

    Sights peaks(UsePeaks peaks) {
        return known(new Expansion.Known(known.offers(), known.meters(), peaks));
    }

    private Sights known(Expansion.Known other) {
        return new Sights(account, band, risk, riskValue, findings, stage, other, settings, plans);
    }

    Sights settings(ExpansionSettings other) {
        return new Sights(account, band, risk, riskValue, findings, stage, known, other, plans);
    }

    Sights with(PlanFact plan) {
        List<PlanFact> more = new ArrayList<>(plans);
        more.add(plan);
        return new Sights(account, band, risk, riskValue, findings, stage, known, settings, more);
    }

    Eligibility look() {
        HealthScore score = new HealthScore(
                new BigDecimal("80"),
                new BigDecimal("80"),
                null,
                null,
                band,
                band,
                BigDecimal.ONE,
                Confidence.NORMAL,
                List.of(),
                "default");
        SignalLook look = new SignalLook(
                findings, List.of(), Set.of(), new Risk(new BigDecimal(riskValue), risk, List.of()), SignalMemory.NONE);
        return new Expansion(settings, new Catalogue(plans), StageRules.DEFAULT)
                .look(account.build(), score, look, new Staged(stage, DAY.minusDays(40)), known)
                .eligibility();
    }

    /** The shared conditions that fail. */
    List<ConditionCode> failed() {
        return look().conditions().stream()
                .filter(condition -> !condition.holds())
                .map(Condition::code)
                .toList();
    }

    List<ConditionCode> failed(OfferKind kind) {
        return look().failed(kind).stream().map(Condition::code).toList();
    }

    Option option(OfferKind kind) {
        return look().options().stream()
                .filter(option -> option.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    Map<String, Object> evidence(ConditionCode code) {
        Eligibility look = look();
        return Stream.concat(
                        look.conditions().stream(),
                        look.options().stream().flatMap(option -> option.conditions().stream()))
                .filter(condition -> condition.code() == code)
                .findFirst()
                .orElseThrow()
                .evidence();
    }
}
