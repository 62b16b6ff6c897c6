package dev.keizoku.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Third-party data, which is never committed. */
final class SharedData {

    private SharedData() {}

    /** Where it is, with all of these folders in it. */
    static Path folder(String... folders) {
        Path data = Path.of(Objects.requireNonNullElse(System.getenv("KEIZOKU_SHARED_DATA"), "../shared/data"));
        for (String folder : folders) {
            if (Files.notExists(data.resolve(folder))) {
                throw new BenchFailure("No data at " + data.resolve(folder) + "; set KEIZOKU_SHARED_DATA.");
            }
        }
        return data;
    }
}
