package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusedLinesTest {

    private final RefusedLines lines = new RefusedLines(3, 5);

    private long linesOf(String address, int refusals) {
        return IntStream.range(0, refusals).filter(i -> lines.take(address)).count();
    }

    @Test
    void anAddressHasSoManyLinesAMinuteAndTheOthersAreCounted() {
        lines.turnTo(1);
        assertThat(linesOf("192.0.2.1", 10)).isEqualTo(3);
        assertThat(linesOf("192.0.2.2", 1)).isEqualTo(1);
        assertThat(lines.turnTo(1)).isEmpty();
        assertThat(lines.turnTo(2)).contains(new RefusedLines.Rest(7, "192.0.2.1", 10));
        assertThat(lines.turnTo(3)).isEmpty();
        assertThat(linesOf("192.0.2.1", 10)).isEqualTo(3);
    }

    @Test
    void allAddressesTogetherHaveSoManyLinesAMinute() {
        lines.turnTo(1);
        long written = 0;
        for (int i = 0; i < 5_000; i++) {
            written += linesOf("192.0.2." + i, 1);
        }
        assertThat(written).isEqualTo(5);
        assertThat(lines.turnTo(2).orElseThrow().count()).isEqualTo(4_995);
    }
}
