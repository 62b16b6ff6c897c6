package dev.keizoku.health.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountDayTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Test
    void readsTheFourMeasuresTheBriefNames() {
        AccountDay day = day(DAY.minusYears(1), new AccountDay.Usage(DAY, 12, 2), true, 4, 3, true);

        assertThat(reading(day, MeasureKey.LOGIN_FREQUENCY).value()).isEqualTo(12);
        assertThat(reading(day, MeasureKey.CORE_FEATURE_USE).value()).isEqualTo(0.5);
        assertThat(reading(day, MeasureKey.SUPPORT_ENQUIRIES).value()).isEqualTo(3);
        assertThat(reading(day, MeasureKey.NPS).state()).isEqualTo(MeasureState.NO_DATA);
    }

    @Test
    void judgesAYoungAccountByTheDaysItHad() {
        AccountDay day = day(DAY.minusDays(13), new AccountDay.Usage(DAY, 7, 0), true, 4, 0, true);

        assertThat(reading(day, MeasureKey.LOGIN_FREQUENCY).value()).isEqualTo(14);
    }

    @Test
    void judgesNothingInTheFirstWeek() {
        AccountDay sixth = day(DAY.minusDays(5), new AccountDay.Usage(DAY, 1, 0), true, 4, 0, true);
        AccountDay seventh = day(DAY.minusDays(6), new AccountDay.Usage(DAY, 1, 0), true, 4, 0, true);

        assertThat(reading(sixth, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
        assertThat(reading(seventh, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.OK);
    }

    @Test
    void tellsSilenceFromMissingData() {
        AccountDay silent = day(null, new AccountDay.Usage(DAY.minusDays(40), 0, 0), true, 4, 0, true);
        AccountDay neverSeen = day(null, null, true, 4, 0, false);
        AccountDay tenantSilent = day(null, new AccountDay.Usage(DAY.minusDays(40), 0, 0), false, 4, 0, true);

        assertThat(reading(silent, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.ZERO);
        assertThat(reading(silent, MeasureKey.SUPPORT_ENQUIRIES).state()).isEqualTo(MeasureState.ZERO);
        assertThat(reading(neverSeen, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.NO_DATA);
        assertThat(reading(neverSeen, MeasureKey.SUPPORT_ENQUIRIES).state()).isEqualTo(MeasureState.NO_DATA);
        assertThat(reading(tenantSilent, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.STALE);
    }

    @Test
    void leavesCoreFeaturesOutForAPlanThatHasNone() {
        AccountDay day = day(null, new AccountDay.Usage(DAY, 9, 0), true, 0, 0, true);

        assertThat(reading(day, MeasureKey.CORE_FEATURE_USE).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
    }

    @Test
    void countsDaysFromTheDateOfTheLoginAndOnlyWhileUsageFlows() {
        AccountDay flowing = day(null, new AccountDay.Usage(DAY.minusDays(14), 0, 0), true, 4, 0, true);
        AccountDay broken = day(null, new AccountDay.Usage(DAY.minusDays(14), 0, 0), false, 4, 0, true);

        assertThat(flowing.daysSinceLogin()).isEqualTo(14);
        assertThat(broken.daysSinceLogin()).isNull();
    }

    private static Reading reading(AccountDay day, MeasureKey key) {
        return day.readings().get(key.ordinal());
    }

    private static AccountDay day(
            @Nullable LocalDate since,
            AccountDay.@Nullable Usage usage,
            boolean usageFlows,
            int coreFeatures,
            int tickets,
            boolean supportFlows) {
        return new AccountDay(DAY, since, usage, usageFlows, coreFeatures, tickets, supportFlows, NpsTally.NONE);
    }
}
