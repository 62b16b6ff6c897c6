package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.SignalType.CANCELLATION_NOTICE;
import static dev.keizoku.health.signal.SignalType.PAYMENT_FAILED;
import static dev.keizoku.health.signal.SignalType.RENEWAL_WITHOUT_INTENT;
import static dev.keizoku.health.signal.rule.Looks.DAY;
import static dev.keizoku.health.signal.rule.Looks.fires;
import static dev.keizoku.health.signal.rule.Looks.healthy;
import static dev.keizoku.health.signal.rule.Looks.look;
import static dev.keizoku.health.signal.rule.Looks.severity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.signal.RiskLevel;
import org.junit.jupiter.api.Test;

/** Requirements 62 and 131: what the contract itself says. */
class CommercialRulesTest {

    @Test
    void takesANoticeForHighRiskAtOnce() {
        AccountDays noticed = healthy().fact("{\"cancel_at\": \"2026-06-30T15:00:00Z\"}");
        assertThat(fires(CANCELLATION_NOTICE, noticed)).isTrue();
        assertThat(look(noticed).risk().value()).isEqualByComparingTo("0.95");
        assertThat(look(noticed).risk().level()).isEqualTo(RiskLevel.HIGH);
        assertThat(fires(CANCELLATION_NOTICE, noticed.fact("{\"state\": \"ended\"}")))
                .isFalse();
    }

    @Test
    void findsNothingInAnAccountOfTheTenantsOwn() {
        AccountDays own = healthy().fact("{\"cancel_at\": \"2026-06-30T15:00:00Z\", \"internal\": true}");
        assertThat(look(own).findings()).isEmpty();
    }

    @Test
    void countsTheDaysOfAnOverduePayment() {
        assertThat(severity(PAYMENT_FAILED, unpaidFor(0))).isEqualTo(0.6);
        assertThat(severity(PAYMENT_FAILED, unpaidFor(30))).isEqualTo(1);
        assertThat(fires(PAYMENT_FAILED, healthy())).isFalse();
    }

    @Test
    void wantsARenewalConfirmedBeforeItCanNoLongerBeDeclined() {
        assertThat(fires(RENEWAL_WITHOUT_INTENT, renewal(120, 61, null))).isFalse();
        assertThat(severity(RENEWAL_WITHOUT_INTENT, renewal(120, 60, null))).isEqualTo(0.4);
        assertThat(severity(RENEWAL_WITHOUT_INTENT, renewal(60, 0, "undecided")))
                .isEqualTo(1);
        assertThat(fires(RENEWAL_WITHOUT_INTENT, renewal(60, 0, "renew"))).isFalse();
        assertThat(severity(RENEWAL_WITHOUT_INTENT, renewal(90, 60, "cancel"))).isEqualTo(1);
    }

    @Test
    void restsOnceTheRenewalIsBound() {
        assertThat(fires(RENEWAL_WITHOUT_INTENT, renewal(30, -1, null))).isFalse();
        assertThat(fires(RENEWAL_WITHOUT_INTENT, renewal(30, -1, null).fact("{\"renewal\": {\"auto_renew\": false}}")))
                .isTrue();
    }

    private static AccountDays unpaidFor(int days) {
        return healthy().fact("{\"payment_failed_on\": \"%s\"}".formatted(DAY.minusDays(days)));
    }

    private static AccountDays renewal(int renewsIn, int deadlineIn, String intent) {
        return healthy().fact("""
                {"renewal": {"renews_on": "%s", "notice_deadline": "%s", "auto_renew": true, "intent": %s}}
                """.formatted(
                DAY.plusDays(renewsIn), DAY.plusDays(deadlineIn), intent == null ? "null" : "\"" + intent + "\""));
    }
}
