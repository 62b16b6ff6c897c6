package dev.keizoku.usage.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    @Test
    void everythingComesInOrder() throws IOException {
        List<Integer> seen = new ArrayList<>();
        ReadAhead.<Integer>run(
                shelf -> {
                    for (int i = 0; i < 1_234; i++) {
                        shelf.accept(i);
                    }
                },
                seen::add);
        assertThat(seen).isEqualTo(IntStream.range(0, 1_234).boxed().toList());
    }

    @Test
    void whatCannotBeReadFailsTheWorkAfterWhatWasRead() {
        List<Integer> seen = new ArrayList<>();
        assertThatThrownBy(() -> ReadAhead.<Integer>run(
                        shelf -> {
                            shelf.accept(1);
                            throw new IOException("gone");
                        },
                        seen::add))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(seen).containsExactly(1);
    }

    @Test
    void whenTheWorkFailsReadingStops() {
        AtomicInteger read = new AtomicInteger();
        assertThatThrownBy(() -> ReadAhead.<Integer>run(
                        shelf -> {
                            while (true) {
                                shelf.accept(read.incrementAndGet());
                            }
                        },
                        item -> {
                            throw new IOException("The reader has hung up.");
                        }))
                .hasMessage("The reader has hung up.");
        assertThat(read.get()).isBetween(1, 1_000);
    }
}
