package dev.keizoku.demo.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void endsAStepWithItsWordsAndTime() {
        var result = console(false).step("Plans", progress -> "3 plans");
        assertThat(result).isEqualTo("3 plans");
        assertThat(text()).matches("  Plans +3 plans +\\d+\\.\\d s\\R");
    }

    @Test
    void overwritesItsLineOnATerminal() {
        console(true).step("Usage", progress -> "done");
        assertThat(text()).contains("\r  Usage");
    }

    @Test
    void saysNothingOfShortStepsInALog() {
        console(false).step("Usage", progress -> {
            progress.at(1, 2, "rows");
            return "done";
        });
        assertThat(text().lines()).hasSize(1);
    }

    private Console console(boolean live) {
        return new Console(new PrintStream(printed, true, UTF_8), live);
    }

    private String text() {
        return printed.toString(UTF_8);
    }
}
