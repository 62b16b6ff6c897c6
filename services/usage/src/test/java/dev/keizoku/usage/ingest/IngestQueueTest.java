package dev.keizoku.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.event.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestQueueTest {

    private static final StagedEvent EVENT = new StagedEvent(
            1,
            new UsageEvent("s", "i", "n", null, "", "", "", null, null, null),
            Instant.EPOCH,
            LocalDate.EPOCH,
            LocalDate.EPOCH,
            new EventHash());

    private final IngestQueue queue = new IngestQueue(100, 50);

    private static Submission of(int events, boolean strict) {
        return new Submission(Collections.nCopies(events, EVENT), strict);
    }

    @Test
    void whatWaitsIsHandedOutTogetherUpToAGroup() throws InterruptedException {
        List<Submission> sent = List.of(of(20, false), of(20, false), of(20, false));
        sent.forEach(queue::offer);
        assertThat(queue.take()).isEqualTo(sent.subList(0, 2));
        assertThat(queue.take()).isEqualTo(sent.subList(2, 3));
        assertThat(queue.events()).isZero();
    }

    @Test
    void aStrictRequestIsWrittenAlone() throws InterruptedException {
        List<Submission> sent = List.of(of(1, false), of(1, true), of(1, false));
        sent.forEach(queue::offer);
        for (Submission alone : sent) {
            assertThat(queue.take()).containsExactly(alone);
            queue.written();
        }
    }

    @Test
    void littleThingsThatWaitedForAWriterAreHandedOutTogether() throws InterruptedException {
        queue.offer(of(20, false));
        queue.take();
        List<Submission> little = List.of(of(1, false), of(2, false));
        little.forEach(queue::offer);
        queue.written();
        assertThat(queue.take()).isEqualTo(little);
    }

    @Test
    void aWriterThatTakesLongHoldsNobodyBack() throws InterruptedException {
        queue.offer(of(20, false));
        queue.take();
        Submission little = of(1, false);
        queue.offer(little);
        assertThat(queue.take()).containsExactly(little);
    }

    @Test
    void whatFindsNoRoomIsRefusedWhole() {
        assertThat(queue.offer(of(60, false))).isTrue();
        assertThat(queue.offer(of(41, false))).isFalse();
        assertThat(queue.offer(of(40, false))).isTrue();
        assertThat(queue.events()).isEqualTo(100);
    }

    @Test
    void aRequestLargerThanTheQueueIsTakenWhenItIsEmpty() throws InterruptedException {
        Submission large = of(200, false);
        assertThat(queue.offer(large)).isTrue();
        assertThat(queue.take()).containsExactly(large);
    }

    @Test
    void whoGaveUpIsNotWritten() throws InterruptedException {
        Submission abandoned = of(1, false);
        Submission next = of(1, false);
        queue.offer(abandoned);
        queue.offer(next);
        assertThat(abandoned.claim()).isTrue();
        assertThat(queue.take()).containsExactly(next);
    }

    @Test
    void aClosedQueueIsDrainedAndTakesNothing() throws InterruptedException {
        Submission last = of(1, false);
        queue.offer(last);
        queue.close();
        assertThat(queue.offer(of(1, false))).isFalse();
        assertThat(queue.take()).containsExactly(last);
        assertThat(queue.take()).isEmpty();
    }
}
