package dev.keizoku.health.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private final AccountDays account = AccountDays.on(DAY).fact("{\"core_features\": [\"a\", \"b\", \"c\", \"d\"]}");

    @Test
    void readsTheFourMeasuresTheBriefNames() {
        AccountDays day = account.fact("{\"customer_since\": \"2025-03-01\"}")
                .usage("{\"active_days_28\": 12, \"features_used_28\": [\"a\", \"d\", \"other\"]}")
                .said("{\"support\": {\"tickets28\": 3}}");

        assertThat(reading(day, MeasureKey.LOGIN_FREQUENCY).value()).isEqualTo(12);
        assertThat(reading(day, MeasureKey.CORE_FEATURE_USE).value()).isEqualTo(0.5);
        assertThat(reading(day, MeasureKey.SUPPORT_ENQUIRIES).value()).isEqualTo(3);
        assertThat(reading(day, MeasureKey.NPS).state()).isEqualTo(MeasureState.NO_DATA);
    }

    @Test
    void judgesAYoungAccountByTheDaysItHad() {
        AccountDays day = account.fact("{\"customer_since\": \"2026-02-16\"}").usage("{\"active_days_28\": 7}");

        assertThat(reading(day, MeasureKey.LOGIN_FREQUENCY).value()).isEqualTo(14);
    }

    @Test
    void judgesNothingInTheFirstWeek() {
        AccountDays sixth = account.fact("{\"customer_since\": \"2026-02-24\"}").usage("{\"active_days_28\": 1}");
        AccountDays seventh =
                account.fact("{\"customer_since\": \"2026-02-23\"}").usage("{\"active_days_28\": 1}");

        assertThat(reading(sixth, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
        assertThat(reading(seventh, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.OK);
    }

    @Test
    void tellsSilenceFromMissingData() {
        AccountDays silent = account.usage("{\"last_login_on\": \"2026-01-20\"}");
        AccountDays neverSeen = account.withoutSupportFlow();

        assertThat(reading(silent, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.ZERO);
        assertThat(reading(silent, MeasureKey.SUPPORT_ENQUIRIES).state()).isEqualTo(MeasureState.ZERO);
        assertThat(reading(neverSeen, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.NO_DATA);
        assertThat(reading(neverSeen, MeasureKey.SUPPORT_ENQUIRIES).state()).isEqualTo(MeasureState.NO_DATA);
        assertThat(reading(silent.withoutUsageFlow(), MeasureKey.LOGIN_FREQUENCY)
                        .state())
                .isEqualTo(MeasureState.STALE);
    }

    @Test
    void leavesCoreFeaturesOutForAPlanThatHasNone() {
        AccountDays day = account.fact("{\"core_features\": []}").usage("{\"active_days_28\": 9}");
        assertThat(day.build().fact().coreFeatures()).isEmpty();

        assertThat(reading(day, MeasureKey.CORE_FEATURE_USE).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
    }

    private static Reading reading(AccountDays day, MeasureKey key) {
        return Readings.of(day.build()).get(key.ordinal());
    }
}
