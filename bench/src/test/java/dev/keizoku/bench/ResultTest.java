package dev.keizoku.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {

    @Test
    void isOneLineOfKeysAndValues() {
        var result = Result.of("ingest").with("events_per_s", 31_415.9, 0).with("ratio", 0.31415, 3);
        assertThat(result.line()).isEqualTo("RESULT ingest events_per_s=31416 ratio=0.314");
    }

    @Test
    void takesTheMiddleOfTheRuns() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Median.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
        assertThatIllegalArgumentException().isThrownBy(() -> Median.of(List.of()));
    }
}
