package dev.keizoku.metrics.charge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What charges for use come to in a month, and which of them count on a day. */
class UsageChargeTest {

    private static UsageCharge charge(String amount, String from, String to, ZoneId zone) {
        return new UsageCharge(
                new BigDecimal(amount),
                "USD",
                LocalDate.parse(from).atStartOfDay(zone).toInstant(),
                LocalDate.parse(to).atStartOfDay(zone).toInstant());
    }

    private static String monthly(String amount, String from, String to) {
        return monthly(amount, from, to, ZoneOffset.UTC);
    }

    private static String monthly(String amount, String from, String to, ZoneId zone) {
        return charge(amount, from, to, zone)
                .yearly(zone)
                .divide(BigDecimal.valueOf(12), 4, RoundingMode.HALF_UP)
                .toPlainString();
    }

    @Test
    void wholeMonthsAreDividedByTheirNumber() {
        assertThat(monthly("90", "2026-01-01", "2026-02-01")).isEqualTo("90.0000");
        assertThat(monthly("90", "2026-02-01", "2026-03-01")).isEqualTo("90.0000");
        assertThat(monthly("90", "2026-01-01", "2026-04-01")).isEqualTo("30.0000");
        assertThat(monthly("100", "2026-01-15", "2026-08-15")).isEqualTo("14.2857");
        assertThat(monthly("120", "2026-01-01", "2027-01-01")).isEqualTo("10.0000");
    }

    @Test
    void aMonthFromAnAnchorIsOneHoweverShortTheMonthsAre() {
        assertThat(monthly("90", "2026-01-31", "2026-02-28")).isEqualTo("90.0000");
        assertThat(monthly("90", "2026-02-28", "2026-03-31")).isEqualTo("90.0000");
        assertThat(monthly("90", "2026-02-28", "2026-03-30")).isEqualTo("90.0000");
        assertThat(monthly("90", "2024-02-29", "2025-02-28")).isEqualTo("7.5000");
    }

    @Test
    void anyOtherPeriodIsTakenByItsDays() {
        assertThat(monthly("30", "2026-01-01", "2026-01-31")).isEqualTo("30.4167");
        assertThat(monthly("7", "2026-01-01", "2026-01-08")).isEqualTo("30.4167");
        assertThat(monthly("365", "2024-01-02", "2025-01-01")).isEqualTo("30.4167");
    }

    @Test
    void aDayHas24HoursWhateverTheClocksDo() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(monthly("7", "2026-03-28", "2026-04-04", berlin)).isEqualTo("30.4167");
        assertThat(monthly("90", "2026-03-01", "2026-04-01", berlin)).isEqualTo("90.0000");
    }

    @Test
    void thePeriodThatEndedLastCountsFromTheDayBeforeItsEnd() {
        var charges = new ChargedSubscription(
                List.of(),
                List.of(
                        charge("30", "2026-02-01", "2026-03-01", ZoneOffset.UTC),
                        charge("10", "2026-01-01", "2026-02-01", ZoneOffset.UTC),
                        charge("5", "2026-02-01", "2026-03-01", ZoneOffset.UTC),
                        charge("90", "2026-03-01", "2026-04-01", ZoneOffset.UTC)),
                ZoneOffset.UTC);
        assertThat(on(charges, "2026-01-30", 1)).isNull();
        assertThat(on(charges, "2026-01-31", 1)).isEqualByComparingTo("10");
        assertThat(on(charges, "2026-02-27", 1)).isEqualByComparingTo("10");
        assertThat(on(charges, "2026-02-28", 1)).isEqualByComparingTo("35");
        assertThat(on(charges, "2026-02-28", 3)).isEqualByComparingTo("22.5");
        assertThat(on(charges, "2026-05-31", 3)).isEqualByComparingTo("45");
    }

    private static BigDecimal on(ChargedSubscription charges, String day, int periods) {
        Map<String, BigDecimal> yearly = charges.yearly(LocalDate.parse(day), periods);
        BigDecimal amount = yearly.get("USD");
        return amount == null ? null : amount.divide(BigDecimal.valueOf(12), 12, RoundingMode.HALF_UP);
    }
}
