package dev.keizoku.health.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExpansionPropertyTest {

    private static final List<OfferKind> MORE = List.of(OfferKind.UPSELL, OfferKind.CROSS_SELL, OfferKind.TERM_UPGRADE);

    @Property
    void moreIsNeverProposedToWhoIsUnhealthyOrMayLeave(@ForAll("accounts") Sights account) {
        Eligibility look = account.look();

        boolean welcome = account.band() == Band.GREEN && account.risk() == RiskLevel.LOW;
        if (!welcome) {
            assertThat(look.state()).isEqualTo(Eligibility.State.BLOCKED);
            assertThat(look.kinds()).doesNotContainAnyElementsOf(MORE);
            assertThat(look.failedForTrial()).isNotEmpty();
        }
    }

    @Property
    void whatIsEligibleHasNoConditionThatFails(@ForAll("accounts") Sights account) {
        Eligibility look = account.look();

        assertThat(look.conditions()).hasSize(OfferKind.SHARED.size());
        assertThat(look.state() == Eligibility.State.ELIGIBLE)
                .isEqualTo(look.conditions().stream().allMatch(Condition::holds));
        look.kinds().forEach(kind -> assertThat(look.failed(kind)).isEmpty());
    }

    @Provide
    Arbitrary<Sights> accounts() {
        Arbitrary<Sights> facts = Combinators.combine(
                        Arbitraries.of("active", "past_due", "trial", "free", "paused", "ended"),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.of("null", "\"2026-06-01\""))
                .as((state, age, users, gated, ticket) -> Sights.best()
                        .fact("{\"state\": \"%s\", \"customer_since\": \"%s\", \"limits\": {\"storage\": 100}}"
                                .formatted(state, Sights.DAY.minusDays(age)))
                        .usage("""
                                {"first_seen_on": "%s", "active_users_28": %d,
                                 "limits": {"gated_28": %d, "gated_features_28": ["sso"]}}
                                """.formatted(Sights.DAY.minusDays(age), users, gated))
                        .said("{\"support\": {\"open_critical_since\": %s}}".formatted(ticket)));
        return Combinators.combine(
                        facts,
                        Arbitraries.of(Band.values()),
                        Arbitraries.of(RiskLevel.values()),
                        Arbitraries.of(LifecycleStage.values()),
                        Arbitraries.of("HEALTHY_GROWTH", "INTERNAL_CASE", "UNEXPLAINED", ""),
                        Arbitraries.integers().between(0, 150),
                        Arbitraries.integers().between(0, 120))
                .as((account, band, risk, stage, surge, storage, declined) -> {
                    Sights sights = account.band(band)
                            .risk(risk, "0.5")
                            .stage(stage)
                            .meters(Map.of("storage", BigDecimal.valueOf(storage)))
                            .with(Sights.addOn("single sign-on", "sso"))
                            .offers(new OfferHistory(
                                    null, declined > 100 ? null : Sights.DAY.minusDays(declined), null, null));
                    return surge.isEmpty() ? sights : sights.surge(surge);
                });
    }
}
