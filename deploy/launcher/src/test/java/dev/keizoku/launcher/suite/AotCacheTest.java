package dev.keizoku.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
    private static final Instant BUILT = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    private Path application;

    private AotCache cache;

    @BeforeEach
    void build() throws IOException {
        cache = new AotCache(application);
        touch("quarkus-run.jar", BUILT);
    }

    @Test
    void recordsUntilAnOrderlyEndHasWrittenIt() throws IOException {
        assertThat(cache.flags(true)).containsExactly("-XX:AOTCacheOutput=" + application.resolve("app.aot.new"));
        assertThat(cache.flags(false)).isEmpty();

        touch("app.aot.new", BUILT.plusSeconds(60));
        cache.adopt();

        assertThat(cache.flags(true)).containsExactly("-XX:AOTCache=" + application.resolve("app.aot"));
    }

    @Test
    void recordsAgainAfterTheNextBuild() throws IOException {
        touch("app.aot", BUILT.minusSeconds(1));

        assertThat(cache.isCurrent()).isFalse();
    }

    @Test
    void dropsWhatAKillLeftHalfWritten() throws IOException {
        touch("app.aot.new", BUILT.plusSeconds(60));
        cache.discard();
        cache.adopt();

        assertThat(cache.isCurrent()).isFalse();
    }

    private void touch(String name, Instant at) throws IOException {
        Path file = application.resolve(name);
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        Files.setLastModifiedTime(file, FileTime.from(at));
    }
}
