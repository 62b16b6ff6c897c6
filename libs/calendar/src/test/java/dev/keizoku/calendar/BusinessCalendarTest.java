package dev.keizoku.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessCalendarTest {

    private static final BusinessCalendar JAPAN = BusinessCalendar.of(tenant("Asia/Tokyo", Map.of()));
    private static final BusinessCalendar ELSEWHERE = BusinessCalendar.of(tenant("Europe/Berlin", Map.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "2026-02-11",
                "2026-04-29",
                "2026-05-04",
                "2026-05-05",
                "2026-05-06",
                "2026-09-21",
                "2026-09-22",
                "2026-09-23",
                "2026-12-29",
                "2027-01-03",
                "2026-08-13",
                "2026-08-16"
            })
    void aTenantInJapanRestsOnItsHolidaysAtTheYearsEndAndInObon(String day) {
        assertThat(JAPAN.holiday(LocalDate.parse(day))).isTrue();
        assertThat(JAPAN.businessDay(LocalDate.parse(day))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-07", "2026-08-12", "2026-08-17", "2026-12-28", "2027-01-04"})
    void theDaysBesideThemAreWorkedOn(String day) {
        assertThat(JAPAN.businessDay(LocalDate.parse(day))).isTrue();
    }

    @Test
    void aTenantElsewhereRestsOnWeekendsOnlyUntilItSaysMore() {
        assertThat(ELSEWHERE.businessDay(LocalDate.parse("2026-05-04"))).isTrue();
        assertThat(ELSEWHERE.businessDay(LocalDate.parse("2026-05-02"))).isFalse();
        assertThat(ELSEWHERE.holiday(LocalDate.parse("2026-05-02"))).isFalse();
    }

    @Test
    void whatTheTenantSaysOfADayWins() {
        BusinessCalendar stated = BusinessCalendar.of(tenant(
                "Asia/Tokyo",
                Map.of(
                        CalendarSettings.POLICY,
                        Map.of(
                                "country",
                                "DE",
                                "closed",
                                List.of("2026-06-01"),
                                "open",
                                List.of("2026-12-25"),
                                "weekend",
                                List.of("friday")))));

        assertThat(stated.holiday(LocalDate.parse("2026-10-03"))).isTrue();
        assertThat(stated.holiday(LocalDate.parse("2026-05-04"))).isFalse();
        assertThat(stated.businessDay(LocalDate.parse("2026-06-01"))).isFalse();
        assertThat(stated.businessDay(LocalDate.parse("2026-12-25"))).isTrue();
        assertThat(stated.businessDay(LocalDate.parse("2026-10-04"))).isTrue();
        assertThat(stated.businessDay(LocalDate.parse("2026-10-09"))).isFalse();
    }

    @Test
    void workingDaysAreCountedOverGoldenWeek() {
        LocalDate friday = LocalDate.parse("2026-05-01");

        assertThat(JAPAN.plusBusinessDays(friday, 1)).isEqualTo(LocalDate.parse("2026-05-07"));
        assertThat(JAPAN.businessDaysAfter(friday, LocalDate.parse("2026-05-08")))
                .isEqualTo(2);
        assertThat(ELSEWHERE.businessDaysAfter(friday, LocalDate.parse("2026-05-08")))
                .isEqualTo(5);
        assertThat(JAPAN.businessDaysAfter(friday, friday)).isZero();
    }

    @Test
    void whatIsNoCalendarIsNotReadAsOne() {
        assertThat(List.<Object>of(
                        "JP",
                        Map.of("country", "jp"),
                        Map.of("country", "XX"),
                        Map.of("obon", "yes"),
                        Map.of("closed", "2026-01-01"),
                        Map.of("closed", List.of("2026-02-30")),
                        Map.of("weekend", List.of("caturday")),
                        Map.of("open", List.of(1)),
                        Map.of("holidays", true)))
                .allSatisfy(value -> assertThat(CalendarSettings.read(value)).isEmpty());
        assertThat(CalendarSettings.read(Map.of())).isPresent();
    }

    private static TenantRecord tenant(String zone, Map<String, Object> policies) {
        return new TenantRecord(
                new TenantId("acme"), 1, "Acme", ZoneId.of(zone), Currency.getInstance("JPY"), "ja", 4, policies);
    }
}
