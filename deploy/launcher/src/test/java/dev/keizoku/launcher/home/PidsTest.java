package dev.keizoku.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidsTest {
    @TempDir
    private Path directory;

    @Test
    void findsAProcessThatCarriesItsMarkers() throws Exception {
        Home home = new Home(directory).prepare();
        Pids pids = new Pids(home);
        Process process = sleeping(List.of(Pids.nameMarker("usage"), Pids.dataMarker(home)));
        try {
            pids.write("usage", process.pid());

            assertThat(pids.find("usage")).map(ProcessHandle::pid).contains(process.pid());
            pids.clear("usage");
            assertThat(pids.find("usage")).isEmpty();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void leavesAProcessAloneThatOnlyGotTheNumber() throws Exception {
        Home home = new Home(directory).prepare();
        Pids pids = new Pids(home);
        Process stranger = sleeping(List.of(Pids.nameMarker("usage"), Pids.dataMarker(home) + "2"));
        try {
            pids.write("usage", stranger.pid());

            assertThat(pids.find("usage")).isEmpty();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void readsNothingFromAnEmptyDirectory() {
        Pids pids = new Pids(new Home(directory).prepare());

        assertThat(pids.find("usage")).isEmpty();
        assertThat(pids.findPostgres()).isEmpty();
    }

    private static Process sleeping(List<String> markers) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", "sleep 60; :", markers.getFirst(), markers.getLast(), "end").start();
    }
}
