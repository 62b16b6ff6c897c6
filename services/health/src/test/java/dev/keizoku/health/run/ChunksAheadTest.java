package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChunksAheadTest {

    @Test
    void handsOverEveryRowOnceAndSaysWhichChunkIsTheLast() {
        assertThat(sizes(10, 4)).containsExactly(4, 4, 2);
        assertThat(sizes(8, 4)).containsExactly(4, 4);
        assertThat(sizes(3, 4)).containsExactly(3);
        assertThat(sizes(0, 4)).containsExactly(0);
    }

    @Test
    void throwsWhatTheReadingThrowsAfterTheChunksThatCameBefore() {
        Iterator<Integer> rows = Stream.iterate(0, row -> row + 1)
                .peek(row -> {
                    if (row == 6) {
                        throw new IllegalArgumentException("broken");
                    }
                })
                .iterator();
        try (ChunksAhead<Integer> chunks = new ChunksAhead<>(rows, 4)) {
            assertThat(chunks.next().rows()).containsExactly(0, 1, 2, 3);
            assertThatThrownBy(chunks::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("broken");
        }
    }

    private static List<Integer> sizes(int rows, int size) {
        List<Integer> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        try (ChunksAhead<Integer> chunks =
                new ChunksAhead<>(IntStream.range(0, rows).boxed().iterator(), size)) {
            ChunksAhead.Chunk<Integer> chunk = chunks.next();
            all.addAll(chunk.rows());
            sizes.add(chunk.rows().size());
            while (!chunk.last()) {
                chunk = chunks.next();
                all.addAll(chunk.rows());
                sizes.add(chunk.rows().size());
            }
        }
        assertThat(all).isEqualTo(IntStream.range(0, rows).boxed().toList());
        return sizes;
    }
}
