package dev.keizoku.health.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A condition each, with the quiet neighbour beside it. */
class ExpansionTest {

    private static final LocalDate DAY = Sights.DAY;

    @Test
    void aHealthySuccessfulCustomerInNeedIsEligible() {
        Eligibility look = Sights.best().look();

        assertThat(look.state()).isEqualTo(Eligibility.State.ELIGIBLE);
        assertThat(look.conditions()).hasSize(12);
        assertThat(look.kinds()).containsExactly(OfferKind.UPSELL, OfferKind.TERM_UPGRADE);
    }

    @Test
    void everyFailedConditionIsListedAndNotOnlyTheFirst() {
        Sights worst = Sights.best()
                .stage(LifecycleStage.ADOPTION)
                .band(Band.RED)
                .risk(RiskLevel.HIGH, "0.8")
                .surge("INTERNAL_CASE")
                .offers(new OfferHistory(DAY, DAY.minusDays(1), null, null))
                .said("{\"support\": {\"open_critical_since\": \"2026-06-01\"}}");

        assertThat(worst.failed())
                .containsExactly(
                        ConditionCode.STAGE,
                        ConditionCode.BAND_GREEN,
                        ConditionCode.RISK_LOW,
                        ConditionCode.NO_OPEN_P1,
                        ConditionCode.NO_UNEXPLAINED_SURGE,
                        ConditionCode.NO_DECLINED_OFFER_90D,
                        ConditionCode.NO_OPEN_OFFER);
        assertThat(worst.look().state()).isEqualTo(Eligibility.State.BLOCKED);
        assertThat(worst.look().kinds()).isEmpty();
    }

    @Test
    void aTrialIsNoCustomerYet() {
        assertThat(Sights.best().fact("{\"state\": \"trial\"}").failed()).containsExactly(ConditionCode.CUSTOMER);
        assertThat(Sights.best().fact("{\"internal\": true}").failed()).containsExactly(ConditionCode.CUSTOMER);
        assertThat(Sights.best().fact("{\"state\": \"past_due\"}").failed()).isEmpty();
    }

    @Test
    void whoStillAdoptsIsProposedNothing() {
        assertThat(Sights.best().stage(LifecycleStage.ONBOARDING).failed()).containsExactly(ConditionCode.STAGE);
        assertThat(Sights.best().stage(LifecycleStage.ADOPTION).failed()).containsExactly(ConditionCode.STAGE);
        assertThat(Sights.best().stage(LifecycleStage.EXPANSION).failed()).isEmpty();
    }

    @Test
    void aHealthyAccountInRetentionQualifies() {
        Sights renewing = Sights.best().stage(LifecycleStage.RETENTION);

        assertThat(renewing.failed()).isEmpty();
        assertThat(renewing.fact("{\"core_features\": [\"a\", \"x\", \"y\"]}").failed())
                .containsExactly(ConditionCode.STAGE);
    }

    @Test
    void dayEightyNineIsTooEarlyAndDayNinetyIsNot() {
        assertThat(since(89).failed()).contains(ConditionCode.TENURE);
        assertThat(since(90).failed()).isEmpty();
    }

    @Test
    void aTenantCanWaitForHalfAYear() {
        ExpansionSettings patient = new ExpansionSettingsBody(
                        180, null, null, null, null, null, null, null, null, null, null, null, null)
                .toSettings();

        assertThat(since(179).settings(patient).failed()).contains(ConditionCode.TENURE);
        assertThat(since(180).settings(patient).failed()).isEmpty();
    }

    @Test
    void withoutAFirstValueOnboardingIsNotComplete() {
        Sights valueless = Sights.best().usage("{\"onboarding\": {\"value_reached_on\": null}}");

        assertThat(valueless.failed()).containsExactly(ConditionCode.ONBOARDING_COMPLETE);
        assertThat(valueless
                        .said("{\"success\": {\"first_value_on\": \"2025-03-01\"}}")
                        .failed())
                .isEmpty();
    }

    @Test
    void yellowIsNotGreenNorIsUnknown() {
        assertThat(Sights.best().band(Band.YELLOW).failed()).containsExactly(ConditionCode.BAND_GREEN);
        assertThat(Sights.best().band(Band.UNKNOWN).failed()).containsExactly(ConditionCode.BAND_GREEN);
    }

    @Test
    void mediumRiskIsNotLow() {
        assertThat(Sights.best().risk(RiskLevel.MEDIUM, "0.3").failed()).containsExactly(ConditionCode.RISK_LOW);
        assertThat(Sights.best().risk(RiskLevel.LOW, "0.29").failed()).isEmpty();
    }

    @Test
    void anUrgentTicketComesFirst() {
        assertThat(Sights.best()
                        .said("{\"support\": {\"open_critical_since\": \"2026-06-09\"}}")
                        .failed())
                .containsExactly(ConditionCode.NO_OPEN_P1);
        assertThat(Sights.best().said("{\"support\": {\"tickets28\": 9}}").failed())
                .isEmpty();
    }

    @Test
    void onlyASurgeOfHealthyGrowthIsExplained() {
        assertThat(Sights.best().surge("UNEXPLAINED").failed()).containsExactly(ConditionCode.NO_UNEXPLAINED_SURGE);
        assertThat(Sights.best().surge("MIGRATION_EVALUATION").failed())
                .containsExactly(ConditionCode.NO_UNEXPLAINED_SURGE);
        assertThat(Sights.best().surge("HEALTHY_GROWTH").failed()).isEmpty();
    }

    @Test
    void aDeclinedOfferIsRespectedForNinetyDays() {
        assertThat(declined(89).failed()).containsExactly(ConditionCode.NO_DECLINED_OFFER_90D);
        assertThat(declined(90).failed()).isEmpty();
    }

    @Test
    void oneOfferIsOpenAtATime() {
        assertThat(Sights.best()
                        .offers(new OfferHistory(DAY.minusDays(3), null, null, null))
                        .failed())
                .containsExactly(ConditionCode.NO_OPEN_OFFER);
    }

    @Test
    void whoNeedsNothingIsAdvisedNothing() {
        Sights content = Sights.best().usage("{\"active_users_28\": 7}");

        assertThat(content.failed()).containsExactly(ConditionCode.NEED_EVIDENCE, ConditionCode.TRIGGER);
        assertThat(content.usage("{\"active_users_28\": 8}").failed()).isEmpty();
    }

    @Test
    void attemptsAtLockedFeaturesAreNeedFromTheThirdOn() {
        Sights content = Sights.best().usage("{\"active_users_28\": 1}");

        assertThat(content.usage("{\"limits\": {\"gated_28\": 2}}").failed()).contains(ConditionCode.NEED_EVIDENCE);
        assertThat(content.usage("{\"limits\": {\"gated_28\": 3}}").failed()).isEmpty();
    }

    @Test
    void growthIsNeed() {
        Sights content = Sights.best().usage("{\"active_users_28\": 1}");

        assertThat(content.usage("{\"breadth\": {\"seats_added_90\": 1}}").failed())
                .isEmpty();
        assertThat(content.surge("HEALTHY_GROWTH").failed())
                .containsExactly(ConditionCode.NEED_EVIDENCE, ConditionCode.TRIGGER);
        assertThat(content.lastingSurge("HEALTHY_GROWTH").failed()).isEmpty();
        assertThat(content.lastingSurge("UNEXPLAINED").failed()).contains(ConditionCode.NEED_EVIDENCE);
    }

    @Test
    void theWeeksBeforeARenewalAreAMoment() {
        Sights content = Sights.best().usage("{\"active_users_28\": 1}");

        assertThat(renewing(content, 29).failed()).contains(ConditionCode.TRIGGER);
        assertThat(renewing(content, 30).failed()).containsExactly(ConditionCode.NEED_EVIDENCE);
        assertThat(renewing(content, 60).failed()).containsExactly(ConditionCode.NEED_EVIDENCE);
        assertThat(renewing(content, 61).failed()).contains(ConditionCode.TRIGGER);
    }

    @Test
    void aLimitThatIsReachedIsAMomentAndEightyPerCentIsEarlyNotice() {
        Sights stored = Sights.best().usage("{\"active_users_28\": 1}").fact("{\"limits\": {\"storage\": 100}}");

        assertThat(stored.meters(used("79")).failed()).contains(ConditionCode.NEED_EVIDENCE);
        assertThat(stored.meters(used("80")).evidence(ConditionCode.TRIGGER))
                .containsEntry("limit_near", true)
                .containsEntry("triggers", List.of("need_after_floor"));
        assertThat(stored.meters(used("100")).evidence(ConditionCode.TRIGGER))
                .containsEntry("triggers", List.of("need_after_floor", "limit_reached"))
                .doesNotContainKey("limit_near");
    }

    @Test
    void moreIsAHigherPlanOrMoreSeats() {
        assertThat(Sights.best().option(OfferKind.UPSELL).suggestion())
                .isEqualTo(new Option.Suggestion("gold", new BigDecimal("11"), null, Money.of("100000", "JPY"), null));

        Sights onTop = Sights.best().fact("{\"plan_ids\": [\"gold\"]}");
        assertThat(onTop.failed(OfferKind.UPSELL)).isEmpty();
        assertThat(onTop.usage("{\"active_users_28\": 1, \"limits\": {\"gated_28\": 5}}")
                        .failed(OfferKind.UPSELL))
                .containsExactly(ConditionCode.HIGHER_OFFER);
    }

    @Test
    void anAddOnIsProposedToWhoTriedWhatItBrings() {
        Sights trying = Sights.best().usage("{\"limits\": {\"gated_28\": 5, \"gated_features_28\": [\"scan\"]}}");

        assertThat(trying.failed(OfferKind.CROSS_SELL)).containsExactly(ConditionCode.ADD_ON_FITS);
        Sights fitting = trying.with(Sights.addOn("scanner", "scan"));
        assertThat(fitting.failed(OfferKind.CROSS_SELL)).isEmpty();
        assertThat(fitting.option(OfferKind.CROSS_SELL).suggestion().planId()).isEqualTo("scanner");
        assertThat(fitting.fact("{\"plan_ids\": null}")
                        .fact("{\"plan_ids\": [\"pro\", \"scanner\"]}")
                        .failed(OfferKind.CROSS_SELL))
                .containsExactly(ConditionCode.ADD_ON_FITS);
    }

    @Test
    void aYearIsProposedToGreenAccountsThatPayByTheMonthWithoutOtherNeed() {
        Sights content = Sights.best().usage("{\"active_users_28\": 1}");

        assertThat(content.failed(OfferKind.TERM_UPGRADE)).isEmpty();
        assertThat(content.fact("{\"term_months\": 12}").failed(OfferKind.TERM_UPGRADE))
                .containsExactly(ConditionCode.MONTHLY_TERM);
        assertThat(content.band(Band.YELLOW).failed(OfferKind.TERM_UPGRADE)).containsExactly(ConditionCode.BAND_GREEN);
    }

    private static Sights since(int days) {
        LocalDate since = DAY.minusDays(days);
        return Sights.best()
                .fact("{\"customer_since\": \"%s\"}".formatted(since))
                .usage("{\"first_seen_on\": \"%s\"}".formatted(since));
    }

    private static Sights declined(int daysAgo) {
        return Sights.best().offers(new OfferHistory(null, DAY.minusDays(daysAgo), null, null));
    }

    private static Sights renewing(Sights account, int days) {
        return account.fact(
                "{\"renewal\": {\"renews_on\": \"%s\", \"auto_renew\": true}}".formatted(DAY.plusDays(days)));
    }

    private static Map<String, BigDecimal> used(String value) {
        return Map.of("storage", new BigDecimal(value));
    }
}
