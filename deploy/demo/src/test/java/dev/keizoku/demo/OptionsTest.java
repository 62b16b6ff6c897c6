package dev.keizoku.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void readsEveryOption() {
        var options = parse("--url", "http://example.test:9", "--operator-key", "k", "--seed=7", "--end", "2026-03-17");
        assertThat(options)
                .isEqualTo(new Options(URI.create("http://example.test:9/"), "k", 7, LocalDate.of(2026, 3, 17)));
    }

    @Test
    void takesTheKeyFromTheEnvironmentAndTheRestFromDefaults() {
        assertThat(Options.parse(new String[0], "k"))
                .isEqualTo(new Options(URI.create("http://127.0.0.1:8080"), "k", 1, null));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--seed", "many"))
                .withMessageContaining("--seed many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--end", "soon"))
                .withMessageContaining("--end soon");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--verbose", "x"))
                .withMessageContaining("--verbose");
        assertThatIllegalArgumentException().isThrownBy(() -> parse("--url")).withMessageContaining("--url");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--seed", "1"))
                .withMessageContaining("operator key");
    }

    private static Options parse(String... arguments) {
        return Options.parse(arguments, null);
    }
}
