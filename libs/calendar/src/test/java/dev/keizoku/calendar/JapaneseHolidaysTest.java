package dev.keizoku.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.MonthDay;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the Cabinet Office announced them: https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html. */
class JapaneseHolidaysTest {

    @ParameterizedTest
    @CsvSource({
        "2018, 1-1 1-8 2-11 2-12 3-21 4-29 4-30 5-3 5-4 5-5 7-16 8-11 9-17 9-23 9-24 10-8 11-3 11-23 12-23 12-24",
        "2019, 1-1 1-14 2-11 3-21 4-29 4-30 5-1 5-2 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-23 10-14 10-22 11-3 11-4 11-23",
        "2020, 1-1 1-13 2-11 2-23 2-24 3-20 4-29 5-3 5-4 5-5 5-6 7-23 7-24 8-10 9-21 9-22 11-3 11-23",
        "2021, 1-1 1-11 2-11 2-23 3-20 4-29 5-3 5-4 5-5 7-22 7-23 8-8 8-9 9-20 9-23 11-3 11-23",
        "2026, 1-1 1-12 2-11 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-20 8-11 9-21 9-22 9-23 10-12 11-3 11-23"
    })
    void areThoseOfTheLaw(int year, String days) {
        assertThat(JapaneseHolidays.of(year))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(days.split(" ", -1))
                        .map(day -> day.split("-", -1))
                        .map(day -> MonthDay.of(Integer.parseInt(day[0]), Integer.parseInt(day[1])))
                        .map(day -> day.atYear(year))
                        .toList());
    }
}
