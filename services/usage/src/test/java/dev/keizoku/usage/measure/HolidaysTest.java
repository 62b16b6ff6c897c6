package dev.keizoku.usage.measure;

import static dev.keizoku.usage.Batches.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Batches;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The business calendar of the tenant is the one that measures go by. */
@QuarkusTest
@WithKeizoku
class HolidaysTest {

    private static final LocalDate LAST_OF_GOLDEN_WEEK = LocalDate.parse("2026-05-06");

    @BeforeEach
    void theDayAfterGoldenWeek() {
        MutableClock.set("2026-05-07T03:00:00Z");
    }

    @AfterEach
    void backToThePresent() {
        MutableClock.reset();
    }

    /** 30 events on working days, 3 at weekends and 1 on the holidays of Japan, since 21 November. */
    private static void office(String tenant) {
        List<String> events = new ArrayList<>();
        for (int age = 0; age < Windows.HISTORY - 1; age++) {
            LocalDate day = LAST_OF_GOLDEN_WEEK.minusDays(age);
            int count = OddDaysTest.CLOSED.contains(day) ? 1 : Days.isWeekend(day) ? 3 : 30;
            for (int i = 0; i < count; i++) {
                events.add(event(day + "-" + i, "report.sent", "acme", day + "T03:00:00Z", "{}"));
            }
        }
        Api.unchecked(tenant, "usage:write", "backfill")
                .contentType(Batches.BATCH)
                .body(("[" + String.join(",", events) + "]").getBytes(StandardCharsets.UTF_8))
                .post("/v1/events?history=true")
                .then()
                .body("accepted", equalTo(events.size()));
    }

    private static String measures(String tenant) {
        return Api.as(tenant, "internal")
                .get("/v1/measures?day=" + LAST_OF_GOLDEN_WEEK)
                .asString()
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goldenWeekIsNoDropInJapan() {
        String tokyo = TestTenants.fresh("Asia/Tokyo", "JPY");
        office(tokyo);
        // Thursday to Saturday of the week: 63, as in others; Monday to Wednesday 1 like the holidays before.
        assertThat(measures(tokyo)).contains("\"usual_events_7\":63.0,\"ratio\":1.0", "\"shift\":\"none\"");
    }

    @Test
    void elsewhereTheSameIsADrop() {
        String london = TestTenants.fresh("Europe/London", "GBP");
        office(london);
        // 30 + 30 + 3 and four days of 1 are 67 of 156.
        assertThat(measures(london)).contains("\"usual_events_7\":156.0,\"ratio\":0.429487", "\"shift\":\"drop\"");
    }
}
