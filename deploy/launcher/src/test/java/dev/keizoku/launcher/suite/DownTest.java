package dev.keizoku.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownTest {
    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void stopsTheLauncherAndWhatItLeaves() throws Exception {
        Process launcher = running(Up.LAUNCHER, "plain");
        Process metrics = running(Member.METRICS.id(), "plain");

        String said = down();

        assertThat(launcher.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(metrics.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("stopped; the data stays").doesNotContain("save their classes");
        assertThat(down()).contains("nothing was running");
    }

    @Test
    void saysWhatTheFirstStopAfterABuildTakesItsTimeFor() throws Exception {
        running(Up.LAUNCHER, "plain");
        running(Member.USAGE.id(), "-XX:AOTCacheOutput=app.aot.new");

        assertThat(down()).contains("save their classes for faster starts");
    }

    private Home home() {
        return new Home(directory).prepare();
    }

    private String down() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Down.run(home(), new Console(new PrintStream(said, true, StandardCharsets.UTF_8)));
        return said.toString(StandardCharsets.UTF_8);
    }

    private Process running(String name, String argument) throws IOException {
        Process process = new ProcessBuilder(
                        "/bin/sh", "-c", "sleep 60; :", Pids.nameMarker(name), argument, Pids.dataMarker(home()), "end")
                .start();
        started.add(process);
        new Pids(home()).write(name, process.pid());
        return process;
    }
}
