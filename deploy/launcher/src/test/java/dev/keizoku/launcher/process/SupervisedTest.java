package dev.keizoku.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.launcher.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SupervisedTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final BlockingQueue<Process> starts = new LinkedBlockingQueue<>();
    private final Supervised supervised = new Supervised(
            "sleeper",
            () -> {
                Process process = new ProcessBuilder(Processes.apart(List.of("sleep", "60"))).start();
                starts.add(process);
                return process;
            },
            Process::destroy,
            new Console(new PrintStream(said, true, StandardCharsets.UTF_8)));

    @Test
    void startsAKilledProcessAgainAndStopsItForGood() throws InterruptedException {
        supervised.start();
        Process first = next();
        first.destroyForcibly();
        Process second = next();

        assertThat(first.waitFor()).isEqualTo(137);
        assertThat(second.isAlive()).isTrue();
        assertThat(supervised.ends()).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("sleeper was killed; starting it again");

        supervised.stop();
        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(starts.poll(1, TimeUnit.SECONDS)).isNull();
    }

    private Process next() throws InterruptedException {
        Process process = starts.poll(10, TimeUnit.SECONDS);
        assertThat(process).isNotNull();
        return process;
    }
}
