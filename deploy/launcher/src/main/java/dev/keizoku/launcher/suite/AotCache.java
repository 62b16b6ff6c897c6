package dev.keizoku.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The classes of one service as the JVM last had them linked, kept beside its jars: starting from it takes half the
 * processor time. The first run after a build records it, and its orderly end writes it.
 */
record AotCache(Path application) {
    private static final String RECORDING = "-XX:AOTCacheOutput=";

    private Path file() {
        return application.resolve("app.aot");
    }

    private Path recorded() {
        return application.resolve("app.aot.new");
    }

    /** The flag that uses the cache, or that records one where there is none for these jars. */
    List<String> flags(boolean mayRecord) {
        if (isCurrent()) {
            return List.of("-XX:AOTCache=" + file());
        }
        return mayRecord ? List.of(RECORDING + recorded()) : List.of();
    }

    /** Whether a process will write a cache at its end, which takes it a while. */
    static boolean isRecordedBy(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(RECORDING);
    }

    boolean isCurrent() {
        try {
            return Files.exists(file())
                    && Files.getLastModifiedTime(file())
                                    .compareTo(Files.getLastModifiedTime(application.resolve("quarkus-run.jar")))
                            >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes what an orderly end has written into use; after a kill there is nothing complete to take. */
    void adopt() {
        try {
            if (Files.exists(recorded())) {
                Files.move(recorded(), file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what a kill may have left half written. */
    void discard() {
        try {
            Files.deleteIfExists(recorded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
