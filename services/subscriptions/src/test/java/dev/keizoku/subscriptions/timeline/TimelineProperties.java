package dev.keizoku.subscriptions.timeline;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TimelineProperties {

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
        List<Entry> read = new ArrayList<>(reader.values());
        read.sort(comparing((Entry entry) -> entry.change().effectiveAt()).thenComparing(Entry::position));
        assertThat(read).isEqualTo(timeline.entries());
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

    /** Lets changes arrive one by one, as a reader of the feed hears of them. */
    private static Timeline arrive(List<Change> changes, List<Change> accepted, Map<String, Entry> reader) {
        Timeline timeline = Timeline.of(List.of());
        for (Change change : changes) {
            if (timeline.with(change) instanceof Timeline.Accepted next) {
                next.timeline().changedSince(timeline).forEach(entry -> {
                    reader.remove(entry.change().changeId());
                    reader.put(entry.change().changeId(), entry);
                });
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
