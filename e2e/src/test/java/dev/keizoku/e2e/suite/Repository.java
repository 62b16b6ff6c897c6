package dev.keizoku.e2e.suite;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the source tree, and beside it. */
public final class Repository {

    private Repository() {}

    public static Path root() {
        return Path.of(System.getProperty("keizoku.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** A mapping that people use with {@code ./keizoku import}, too. */
    public static Path mapping(String name) {
        return root().resolve(Path.of("e2e", "mappings", name + ".json"));
    }

    /** The data of others that tests read and the repository does not carry. */
    static Path sharedData() {
        String configured = System.getenv("KEIZOKU_SHARED_DATA");
        Path data = configured == null ? root().resolve("../shared/data") : Path.of(configured);
        return data.toAbsolutePath().normalize();
    }

    /** A file of the shared data; without the data a story is skipped, except in CI, where it fails. */
    public static Path shared(String name) {
        Path file = sharedData().resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        String missing = file + " is missing: set KEIZOKU_SHARED_DATA.";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        org.junit.jupiter.api.Assumptions.abort(missing);
        throw new IllegalStateException("unreachable");
    }
}
