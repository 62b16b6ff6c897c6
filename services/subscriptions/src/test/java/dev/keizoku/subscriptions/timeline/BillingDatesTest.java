package dev.keizoku.subscriptions.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.Money;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Price;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BillingDatesTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static BillingDates dates(String anchor, IntervalUnit interval, int count) {
        return BillingDates.of(Instant.parse(anchor), ZoneOffset.UTC, price(interval, count));
    }

    private static Price price(IntervalUnit interval, int count) {
        return new Price(Money.of("10", "USD"), interval, count);
    }

    private static List<String> days(BillingDates dates, int... intervals) {
        return java.util.Arrays.stream(intervals)
                .mapToObj(n -> dates.after(n).toLocalDate().toString())
                .toList();
    }

    @Test
    void theLastDayOfALongMonthComesBackAfterShortOnes() {
        assertThat(days(dates("2024-01-31T00:00:00Z", IntervalUnit.MONTH, 1), 1, 2, 3, 4))
                .containsExactly("2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31");
    }

    @Test
    void aLeapDayComesBackInLeapYears() {
        assertThat(days(dates("2024-02-29T00:00:00Z", IntervalUnit.YEAR, 1), 1, 2, 3, 4))
                .containsExactly("2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29");
    }

    @Test
    void monthsAreThoseOfTheZone() {
        BillingDates dates =
                BillingDates.of(Instant.parse("2024-01-30T15:00:00Z"), TOKYO, price(IntervalUnit.MONTH, 1));
        assertThat(dates.next(Instant.parse("2024-02-01T00:00:00Z"))).isEqualTo("2024-02-28T15:00:00Z");
        assertThat(dates.next(Instant.parse("2024-02-28T15:00:00Z"))).isEqualTo("2024-03-30T15:00:00Z");
    }

    @Test
    void aTermIsBilledFromItsStartUntilBeforeItsEnd() {
        BillingDates quarterly = dates("2024-01-31T00:00:00Z", IntervalUnit.MONTH, 3);
        assertThat(quarterly.until(Instant.parse("2025-01-31T00:00:00Z")))
                .extracting(date -> date.toLocalDate().toString())
                .containsExactly("2024-01-31", "2024-04-30", "2024-07-31", "2024-10-31");
    }

    @Test
    void anotherIntervalBeginsAnotherCount() {
        Price yearly = price(IntervalUnit.YEAR, 1);
        Timeline timeline = Timeline.of(List.of(
                Histories.change("t", 0, new Move.StartTrial(Histories.terms("basic", 1, "10"))),
                Histories.change("s", 14, new Move.Start(NewTerms.NONE)),
                Histories.change("q", 20, new Move.ChangeTerms(new NewTerms(null, java.math.BigDecimal.TEN, null))),
                Histories.change("y", 40, new Move.ChangeTerms(new NewTerms(null, null, yearly))),
                Histories.change("p", 50, new Move.Pause()),
                Histories.change("r", 60, new Move.Resume())));
        assertThat(anchor(timeline, 10)).isNull();
        assertThat(anchor(timeline, 30)).isEqualTo(LocalDate.parse("2026-01-15"));
        assertThat(anchor(timeline, 45)).isEqualTo(LocalDate.parse("2026-02-10"));
        assertThat(anchor(timeline, 55)).isNull();
        assertThat(anchor(timeline, 61)).isEqualTo(LocalDate.parse("2026-02-10"));
    }

    @Property
    void theNextDateIsTheFirstOneAfter(
            @ForAll @IntRange(max = 3000) int anchorDay,
            @ForAll @IntRange(max = 5000) int later,
            @ForAll IntervalUnit interval,
            @ForAll @IntRange(min = 1, max = 40) int count) {
        Instant anchor = Instant.EPOCH.plusSeconds(86_400L * anchorDay);
        Instant instant = Instant.EPOCH.plusSeconds(86_400L * later);
        BillingDates dates = BillingDates.of(anchor, TOKYO, price(interval, count));
        Instant next = dates.next(instant);
        assertThat(next).isAfter(instant);
        assertThat(dates.until(next)).allMatch(date -> !date.toInstant().isAfter(instant));
        assertThat(dates.until(next.plusNanos(1))).last().isEqualTo(next.atZone(TOKYO));
    }

    private static LocalDate anchor(Timeline timeline, int day) {
        BillingDates dates = BillingDates.of(timeline, Histories.day(day), ZoneOffset.UTC);
        return dates == null ? null : dates.anchor().toLocalDate();
    }
}
