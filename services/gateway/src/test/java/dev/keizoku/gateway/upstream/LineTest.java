package dev.keizoku.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final int MOST = 10_000;
    private static final int LEAST = 10;
    private static final long MILLISECOND = 1_000_000;
    private static final long PATIENCE = 250 * MILLISECOND;

    private final Deque<Long> joined = new ArrayDeque<>();
    private long now;
    private final Line line = new Line(LEAST, PATIENCE, () -> now);

    @Test
    void takesWhoeverComesWhereNothingIsKnown() {
        assertThat(fill()).isEqualTo(MOST);
    }

    @Test
    void forgetsOnceNobodyWaits() {
        serve(200, 60_000);
        assertThat(fill()).isEqualTo(LEAST);
        assertThat(fill()).isEqualTo(MOST);
    }

    @Test
    void takesAsManyAsAreServedInTime() {
        serve(200, 5);
        assertThat(fill()).isBetween(45, 55);
        serve(200, 1);
        assertThat(fill()).isBetween(240, 260);
    }

    @Test
    void takesSomeHoweverSlowlyTheyAreServed() {
        serve(200, 60_000);
        assertThat(fill()).isEqualTo(LEAST);
    }

    @Test
    void isSoonLongAgainAfterAStall() {
        serve(200, 1);
        serve(1, 60_000);
        assertThat(fill()).isLessThan(50);
        serve(100, 1);
        assertThat(fill()).isGreaterThan(200);
    }

    @Test
    void learnsNothingFromWhoeverNeedNotWait() {
        serve(200, 5);
        for (int i = 0; i < 1_000; i++) {
            line.leave(line.join(), true);
        }
        assertThat(fill()).isBetween(45, 55);
    }

    @Test
    void learnsNothingFromWhoeverGivesUp() {
        serve(200, 5);
        for (int i = 0; i < 100; i++) {
            long since = line.join();
            now += 500 * MILLISECOND;
            line.leave(since, false);
        }
        assertThat(fill()).isBetween(45, 55);
    }

    /** Some wait all the time, and one after the other has its turn. */
    private void serve(int turns, long milliseconds) {
        joined.add(line.join());
        for (int i = 0; i < turns; i++) {
            joined.add(line.join());
            now += milliseconds * MILLISECOND;
            line.leave(joined.remove(), true);
        }
    }

    /** How many there are when it is full, if it ever is; all of them leave again. */
    private int fill() {
        while (!line.isFull() && joined.size() < MOST) {
            joined.add(line.join());
        }
        int length = joined.size();
        joined.forEach(since -> line.leave(since, false));
        joined.clear();
        return length;
    }
}
