package dev.keizoku.usage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The data of others that tests read and the repository does not carry. */
public final class SharedData {

    private SharedData() {}

    /** A plain table without quotes, zipped or not; without the data the test is skipped, except in CI, where it fails. */
    public static List<Map<String, String>> table(String name) {
        Path file = folder().resolve(name);
        if (Files.notExists(file)) {
            String missing = file + " is missing: set KEIZOKU_SHARED_DATA.";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            Assumptions.abort(missing);
        }
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        name.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8))) {
            String[] columns = reader.readLine().split(",", -1);
            return reader.lines().map(line -> row(columns, line.split(",", -1))).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, String> row(String[] columns, String[] values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            row.put(columns[i], values[i]);
        }
        return row;
    }

    private static Path folder() {
        String configured = System.getenv("KEIZOKU_SHARED_DATA");
        return configured == null
                ? Path.of(System.getProperty("user.dir"))
                        .resolve("../../../shared/data")
                        .normalize()
                : Path.of(configured);
    }
}
