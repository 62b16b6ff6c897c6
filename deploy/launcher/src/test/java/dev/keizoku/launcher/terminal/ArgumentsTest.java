package dev.keizoku.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments parse(String... args) {
        return Arguments.parse(List.of(args), Set.of("port", "data"), Set.of("detach"));
    }

    @Test
    void takesOptionsApartFromSwitchesAndTheRest() {
        Arguments arguments = parse("a.csv", "--port", "9000", "--detach", "--data=/tmp/x y", "b.csv");

        assertThat(arguments.option("port")).contains("9000");
        assertThat(arguments.option("data")).contains("/tmp/x y");
        assertThat(arguments.has("detach")).isTrue();
        assertThat(arguments.rest()).containsExactly("a.csv", "b.csv");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> parse("--prot", "1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--prot");
        assertThatThrownBy(() -> parse("--detach=yes"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--detach=yes");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertThatThrownBy(() -> parse("--port")).isInstanceOf(Refusal.class).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> parse().required("data"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--data");
    }
}
