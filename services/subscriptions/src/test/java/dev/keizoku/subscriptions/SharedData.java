package dev.keizoku.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The real data, which is not part of the repository. */
public final class SharedData {

    private SharedData() {}

    /** The text of a gzipped file; skips the test where the data is missing, but never in CI. */
    public static String gunzip(String file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(path(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The text of a file; skips the test where the data is missing, but never in CI. */
    public static String text(String file) throws IOException {
        return Files.readString(path(file));
    }

    private static Path path(String file) {
        Path path = root().resolve(file);
        if (!Files.exists(path)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("CI needs the shared data at " + path + "; set KEIZOKU_SHARED_DATA.");
            }
            assumeTrue(false, "No shared data at " + path + "; set KEIZOKU_SHARED_DATA to load it.");
        }
        return path;
    }

    private static Path root() {
        String given = System.getProperty("KEIZOKU_SHARED_DATA", System.getenv("KEIZOKU_SHARED_DATA"));
        return given != null ? Path.of(given) : Path.of("../../../shared/data");
    }
}
