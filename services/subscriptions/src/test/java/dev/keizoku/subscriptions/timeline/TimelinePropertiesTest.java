package dev.keizoku.subscriptions.timeline;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TimelinePropertiesTest {

    @Provide
    Arbitrary<List<Change>> histories() {
        return Histories.any();
    }

    @Property
    void theOrderOfArrivalMakesNoDifference(@ForAll("histories") List<Change> changes, @ForAll long seed) {
        List<Change> accepted = new ArrayList<>();
        Timeline timeline = arrive(changes, accepted, new LinkedHashMap<>());
        Collections.shuffle(accepted, new Random(seed));
        assertThat(Timeline.of(accepted).entries()).isEqualTo(timeline.entries());
    }

    @Property
    void twoOrdersOfArrivalThatAcceptTheSameEndTheSame(@ForAll("histories") List<Change> changes, @ForAll long seed) {
        List<Change> first = new ArrayList<>();
        Timeline one = arrive(changes, first, new LinkedHashMap<>());
        List<Change> shuffled = new ArrayList<>(first);
        Collections.shuffle(shuffled, new Random(seed));
        List<Change> second = new ArrayList<>();
        Timeline other = arriveWithRetries(shuffled, second);
        if (second.size() == first.size()) {
            assertThat(other.entries()).isEqualTo(one.entries());
        }
    }

    @Property
    void aReaderOfTheFeedEndsWithTheSameTimeline(@ForAll("histories") List<Change> changes) {
        Map<String, Entry> reader = new LinkedHashMap<>();
        Timeline timeline = arrive(changes, new ArrayList<>(), reader);
        assertThat(inOrder(reader)).isEqualTo(timeline.entries());
    }

    @Property
    void beforeIsAlwaysTheAfterOfTheEntryAhead(@ForAll("histories") List<Change> changes) {
        Terms before = null;
        for (Entry entry : Timeline.of(changes).entries()) {
            assertThat(entry.before()).isEqualTo(before);
            before = entry.after();
        }
    }

    @Property
    void nothingHappensAfterTheEnd(@ForAll("histories") List<Change> changes) {
        List<Entry> entries = Timeline.of(changes).entries();
        long ends = entries.stream()
                .filter(entry -> entry.after().state() == State.ENDED
                        && (entry.before() == null || entry.before().state() != State.ENDED))
                .count();
        assertThat(ends).isLessThanOrEqualTo(1);
        entries.stream()
                .filter(entry -> entry.before() != null && entry.before().state() == State.ENDED)
                .forEach(entry -> assertThat(entry.after()).isEqualTo(entry.before()));
    }

    @Property
    void aReaderOfTheFeedFollowsWhatIsTakenOut(@ForAll("histories") List<Change> changes, @ForAll long seed) {
        Map<String, Entry> reader = new LinkedHashMap<>();
        List<Change> accepted = new ArrayList<>();
        Timeline timeline = arrive(changes, accepted, reader);
        Random random = new Random(seed);
        List<Change> left = new ArrayList<>(accepted);
        for (int i = 0; i < accepted.size(); i++) {
            Change taken = accepted.get(random.nextInt(accepted.size()));
            if (timeline.without(taken.changeId()) instanceof Timeline.Accepted next) {
                hear(timeline, next.timeline(), reader);
                timeline = next.timeline();
                left.remove(taken);
            }
        }
        assertThat(inOrder(reader)).isEqualTo(timeline.entries());
        Collections.shuffle(left, random);
        assertThat(Timeline.of(left).entries()).isEqualTo(timeline.entries());
    }

    @Property
    void takingOutWhatCameLastGivesBackWhatWas(@ForAll("histories") List<Change> changes) {
        Timeline timeline = Timeline.of(List.of());
        for (Change change : changes) {
            if (timeline.with(change) instanceof Timeline.Accepted next) {
                assertThat(next.timeline().without(change.changeId()))
                        .isInstanceOfSatisfying(Timeline.Accepted.class, same(timeline));
                timeline = next.timeline();
            }
        }
    }

    @Property
    void aDiscountIsInForceOnceAndOnlyUntilItsEnd(@ForAll("histories") List<Change> changes) {
        Timeline timeline = Timeline.of(changes);
        for (Entry entry : timeline.entries()) {
            Instant instant = entry.change().effectiveAt();
            List<Discount> discounts = timeline.at(instant).discounts();
            assertThat(discounts).extracting(Discount::discountId).doesNotHaveDuplicates();
            assertThat(discounts)
                    .filteredOn(discount -> discount.until() != null)
                    .allMatch(discount -> discount.until().isAfter(instant));
        }
    }

    @Property
    void whatIsFreeCostsNothingAndWhatIsActiveDoesNot(@ForAll("histories") List<Change> changes) {
        for (Entry entry : Timeline.of(changes).entries()) {
            boolean costs = entry.after().price().amount().amount().signum() > 0;
            State state = entry.after().state();
            assertThat(state == State.FREE && costs).isFalse();
            assertThat(entry.after().paying() && !costs).isFalse();
        }
    }

    private static Consumer<Timeline.Accepted> same(Timeline timeline) {
        return accepted -> assertThat(accepted.timeline().entries()).isEqualTo(timeline.entries());
    }

    private static void hear(Timeline before, Timeline after, Map<String, Entry> reader) {
        after.goneSince(before).forEach(entry -> reader.remove(entry.change().changeId()));
        after.changedSince(before).forEach(entry -> reader.put(entry.change().changeId(), entry));
    }

    private static List<Entry> inOrder(Map<String, Entry> reader) {
        List<Entry> read = new ArrayList<>(reader.values());
        read.sort(comparing((Entry entry) -> entry.change().effectiveAt()).thenComparing(Entry::position));
        return read;
    }

    /** Lets changes arrive one by one, as a reader of the feed hears of them. */
    private static Timeline arrive(List<Change> changes, List<Change> accepted, Map<String, Entry> reader) {
        Timeline timeline = Timeline.of(List.of());
        for (Change change : changes) {
            if (timeline.with(change) instanceof Timeline.Accepted next) {
                hear(timeline, next.timeline(), reader);
                timeline = next.timeline();
                accepted.add(change);
            }
        }
        return timeline;
    }

    private static Timeline arriveWithRetries(List<Change> changes, List<Change> accepted) {
        Timeline timeline = Timeline.of(List.of());
        Deque<Change> waiting = new ArrayDeque<>(changes);
        int refusedInARow = 0;
        while (!waiting.isEmpty() && refusedInARow < waiting.size()) {
            Change change = waiting.removeFirst();
            if (timeline.with(change) instanceof Timeline.Accepted next) {
                timeline = next.timeline();
                accepted.add(change);
                refusedInARow = 0;
            } else {
                waiting.addLast(change);
                refusedInARow++;
            }
        }
        return timeline;
    }
}
