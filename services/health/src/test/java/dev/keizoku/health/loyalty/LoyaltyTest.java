package dev.keizoku.health.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.expansion.ExpansionSettings;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoyaltyTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 10);

    @Test
    void takesAYearAndAHighAnswer() {
        assertThat(of(customer(365, 50))).isEqualTo(Loyalty.LOYAL);
        assertThat(of(customer(364, 50))).isEqualTo(Loyalty.NOT_YET);
        assertThat(of(customer(365, 49))).isEqualTo(Loyalty.NOT_YET);
    }

    @Test
    void goesBySatisfactionWhereNobodyWasAskedToRecommend() {
        AccountDays unasked = customer(400, 0).said("{\"nps\": {\"answers\": 0}}");

        assertThat(of(unasked)).isEqualTo(Loyalty.NOT_YET);
        assertThat(of(unasked.said("{\"csat\": {\"answers\": 1, \"mean\": 4.0}}")))
                .isEqualTo(Loyalty.LOYAL);
        assertThat(of(unasked.said("{\"csat\": {\"answers\": 1, \"mean\": 3.9}}")))
                .isEqualTo(Loyalty.NOT_YET);
    }

    @Test
    void endsWithACancellation() {
        assertThat(of(customer(400, 100).fact("{\"cancel_at\": \"2026-07-01T00:00:00Z\"}")))
                .isEqualTo(Loyalty.NOT_YET);
    }

    @Test
    void isNotAskedOfWhoDoesNotPay() {
        assertThat(of(customer(400, 100).fact("{\"state\": \"free\"}"))).isNull();
    }

    private static @Nullable Loyalty of(AccountDays account) {
        return Loyalty.of(account.build(), ExpansionSettings.DEFAULT);
    }

    private static AccountDays customer(int days, int nps) {
        return AccountDays.on(DAY)
                .fact("{\"customer_since\": \"%s\"}".formatted(DAY.minusDays(days)))
                .said("{\"nps\": {\"answers\": 2, \"value\": %d, \"faded\": %d}}".formatted(nps, nps));
    }
}
