package dev.keizoku.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessDayTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T14:59:59.999999Z, Asia/Tokyo, 2026-03-01",
        "2026-03-01T15:00:00Z, Asia/Tokyo, 2026-03-02",
        // The day clocks go forward in New York has 23 hours, the day they go back 25.
        "2026-03-08T04:59:59Z, America/New_York, 2026-03-07",
        "2026-03-09T03:59:59Z, America/New_York, 2026-03-08",
        "2026-03-09T04:00:00Z, America/New_York, 2026-03-09",
        "2026-11-02T04:59:59Z, America/New_York, 2026-11-01",
        "2026-11-02T05:00:00Z, America/New_York, 2026-11-02",
        // Clocks in Cairo go forward at midnight: the day begins at one.
        "2026-04-23T21:59:59Z, Africa/Cairo, 2026-04-23",
        "2026-04-23T22:00:00Z, Africa/Cairo, 2026-04-24",
        // Samoa had no 30 December 2011.
        "2011-12-30T09:59:59Z, Pacific/Apia, 2011-12-29",
        "2011-12-30T10:00:00Z, Pacific/Apia, 2011-12-31"
    })
    void anInstantBelongsToTheDayOfItsZone(Instant instant, String zone, LocalDate day) {
        assertThat(BusinessDay.of(instant, ZoneId.of(zone))).isEqualTo(day);
    }

    @Property(tries = 2000)
    void aDayHoldsTheInstantsFromItsStartToTheNextOnes(
            @ForAll @LongRange(max = 4_102_444_800L) long second, @ForAll("zones") ZoneId zone) {
        Instant instant = Instant.ofEpochSecond(second);
        LocalDate day = BusinessDay.of(instant, zone);
        assertThat(instant).isAfterOrEqualTo(day.atStartOfDay(zone).toInstant());
        assertThat(instant).isBefore(day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(List.copyOf(ZoneId.getAvailableZoneIds())).map(ZoneId::of);
    }
}
