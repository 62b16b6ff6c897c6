package dev.keizoku.health.prospect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.expansion.Utilisation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 10);

    @Test
    void isMadeOfPartsThatSumToIt() {
        Readiness readiness = of(trial().usage("""
                {"active_days_28": 14, "active_users_28": 3, "features_used_28": ["a", "b"], "last_active_on": "2026-06-03",
                 "onboarding": {"value_reached_on": "2026-06-02"}, "limits": {"gated_28": 2}}
                """));

        // 30 + 20 x 2/4 + 20 x 3/5 + 15 x (1/2 + 1/2) / 2 + 15 x 2/3
        assertThat(readiness.value()).isEqualByComparingTo("69.50");
        assertThat(readiness.parts().stream().map(Readiness.Part::points).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(readiness.value());
    }

    @Test
    void isNoughtForWhoNeverCame() {
        assertThat(of(trial()).value()).isEqualByComparingTo("0");
    }

    @Test
    void isFullForWhoMeetsEveryLimit() {
        Readiness readiness = of(trial().usage("""
                {"active_days_28": 28, "active_users_28": 50, "features_used_28": ["a", "b", "c", "d"],
                 "last_active_on": "2026-06-10", "onboarding": {"value_reached_on": "2026-06-02"}, "limits": {"gated_28": 9}}
                """));

        assertThat(readiness.value()).isEqualByComparingTo("100");
    }

    @Test
    void isForTrialsAndFreeAccountsOnly() {
        assertThat(Readiness.of(trial().fact("{\"state\": \"free\"}").build(), NOTHING))
                .isNotNull();
        assertThat(Readiness.of(trial().fact("{\"state\": \"active\"}").build(), NOTHING))
                .isNull();
        assertThat(Readiness.of(trial().fact("{\"internal\": true}").build(), NOTHING))
                .isNull();
    }

    private static final Utilisation NOTHING = new Utilisation(Map.of(), Map.of());

    private static AccountDays trial() {
        return AccountDays.on(DAY).fact("""
                {"state": "trial", "features": ["a", "b", "c", "d"], "limits": {"users": 5}}
                """);
    }

    private static Readiness of(AccountDays account) {
        return Readiness.of(account.build(), Utilisation.of(account.build(), Map.of()));
    }
}
