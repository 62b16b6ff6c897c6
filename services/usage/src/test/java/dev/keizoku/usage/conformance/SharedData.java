package dev.keizoku.usage.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files of others that tests read and the repository does not carry. */
final class SharedData {

    private SharedData() {}

    /** A file; without it a test is skipped by name, except in CI, where it fails. */
    static Path file(String name) {
        String configured = System.getenv("KEIZOKU_SHARED_DATA");
        Path data = configured == null ? Path.of("../../../shared/data") : Path.of(configured);
        Path file = data.toAbsolutePath().normalize().resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        String missing = file + " is missing: set KEIZOKU_SHARED_DATA.";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        Assumptions.abort(missing);
        throw new IllegalStateException("unreachable");
    }
}
