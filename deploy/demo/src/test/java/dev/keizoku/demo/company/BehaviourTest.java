package dev.keizoku.demo.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviourTest {

    private static final Story STORY = new Story(1, LocalDate.of(2026, 3, 17), ZoneId.of("America/New_York"));
    private static final Company COMPANY = Company.play(STORY);
    private static final Behaviour BEHAVIOUR = new Behaviour(STORY);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 42})
    void playsAFewHundredThousandEvents(long seed) {
        var story = new Story(seed, STORY.end(), STORY.zone());
        var company = Company.play(story);
        var behaviour = new Behaviour(story);
        var events = days().flatMap(day -> company.seen().flatMap(customer -> behaviour.events(customer, day).stream()))
                .count();
        assertThat(events).isBetween(200_000L, 400_000L);
    }

    @Test
    void answersTheSameForADayInWhateverOrderItIsAsked() {
        var customer = COMPANY.customers().getFirst();
        var day = STORY.firstDay().plusDays(30);
        var first = BEHAVIOUR.events(customer, day);
        var other = new Behaviour(STORY);
        days().limit(20).forEach(before -> other.events(customer, before));
        assertThat(other.events(customer, day)).isEqualTo(first);
    }

    @Test
    void givesEveryEventAnIdOfItsOwn() {
        var ids = days().skip(100)
                .limit(40)
                .flatMap(day -> COMPANY.seen().flatMap(customer -> BEHAVIOUR.events(customer, day).stream()))
                .map(UsageEvent::id);
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void isBusyOnWeekdaysAndQuietOnWeekends() {
        var byWeekday = days().limit(84)
                .collect(Collectors.groupingBy(LocalDate::getDayOfWeek, Collectors.summingLong(BehaviourTest::logins)));
        assertThat(byWeekday.get(DayOfWeek.TUESDAY)).isGreaterThan(4 * byWeekday.get(DayOfWeek.SATURDAY));
        assertThat(byWeekday.get(DayOfWeek.MONDAY)).isGreaterThan(byWeekday.get(DayOfWeek.FRIDAY));
    }

    @Test
    void letsQuietLeaversGoSilentForTheirLastWeeks() {
        assertThat(leavers(Farewell.Style.QUIET)).isNotEmpty().allSatisfy(customer -> {
            assertThat(eventsBefore(customer, 28, 1)).isZero();
            assertThat(touchpointsBefore(customer, 28, 1)).isZero();
        });
    }

    @Test
    void letsSurgingLeaversTryEverythingBeforeTheyStop() {
        var surges = leavers(Farewell.Style.SURGE).stream()
                .filter(customer -> eventsBefore(customer, 44, 31) > 2 * eventsBefore(customer, 65, 52))
                .count();
        assertThat(surges)
                .isGreaterThan((long) (0.9 * leavers(Farewell.Style.SURGE).size()));
    }

    @Test
    void letsComplainersWriteMoreTickets() {
        var leavers = leavers(Farewell.Style.COMPLAINING);
        var before = leavers.stream()
                .mapToLong(customer -> touchpointsBefore(customer, 150, 90))
                .sum();
        var complaining = leavers.stream()
                .mapToLong(customer -> touchpointsBefore(customer, 61, 1))
                .sum();
        assertThat(complaining).isGreaterThan(3 * before);
    }

    @Test
    void asksForNoAnswerBeyondTheScale() {
        var answers = days().flatMap(
                        day -> COMPANY.seen().flatMap(customer -> BEHAVIOUR.touchpoints(customer, day).stream()))
                .filter(Touchpoint.Answer.class::isInstance)
                .map(Touchpoint.Answer.class::cast)
                .toList();
        assertThat(answers)
                .hasSizeGreaterThan(500)
                .allSatisfy(answer -> assertThat(answer.score()).isBetween(0, 10));
    }

    @Test
    void writesNothingForACustomerThatHasLeft() {
        var customer = leavers(Farewell.Style.QUIET).getFirst();
        assertThat(eventsBefore(customer, 0, -20)).isZero();
    }

    private static Stream<LocalDate> days() {
        return STORY.firstDay().datesUntil(STORY.end().plusDays(1));
    }

    private static long logins(LocalDate day) {
        return COMPANY.seen()
                .flatMap(customer -> BEHAVIOUR.events(customer, day).stream())
                .filter(event -> event.type().equals("login"))
                .count();
    }

    private static List<Customer> leavers(Farewell.Style style) {
        Predicate<Customer> inStory = customer -> customer.farewell() != null
                && customer.farewell().style() == style
                && customer.since().isBefore(customer.farewell().on().minusDays(200))
                && customer.farewell().on().isAfter(STORY.firstDay().plusDays(160))
                && customer.farewell().on().isBefore(STORY.end())
                && customer.changes().stream()
                                .filter(change -> change.kind() == Change.Kind.START)
                                .count()
                        == 1;
        return COMPANY.seen().filter(inStory).toList();
    }

    private static long eventsBefore(Customer customer, int from, int to) {
        return countBefore(
                customer, from, to, day -> BEHAVIOUR.events(customer, day).size());
    }

    private static long touchpointsBefore(Customer customer, int from, int to) {
        return countBefore(
                customer, from, to, day -> BEHAVIOUR.touchpoints(customer, day).size());
    }

    private static long countBefore(Customer customer, int from, int to, ToLongFunction<LocalDate> count) {
        return LongStream.rangeClosed(to, from)
                .mapToObj(days -> customer.farewell().on().minusDays(days))
                .mapToLong(count)
                .sum();
    }
}
