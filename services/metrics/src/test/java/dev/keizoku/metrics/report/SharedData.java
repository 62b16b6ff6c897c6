package dev.keizoku.metrics.report;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The real data and its reference answers, which are not part of the repository. */
public final class SharedData {

    private SharedData() {}

    /** The rows of a CSV file without quotes; skips the test where the data is missing, but never in CI. */
    public static List<Map<String, String>> rows(String file) throws IOException {
        Path path = root().resolve(file);
        if (!Files.exists(path)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("CI needs the shared data at " + path + "; set KEIZOKU_SHARED_DATA.");
            }
            assumeTrue(false, "No shared data at " + path + "; set KEIZOKU_SHARED_DATA to hold figures against it.");
        }
        List<String> lines = Files.readAllLines(path);
        String[] names = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], fields[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static Path root() {
        String given = System.getProperty("KEIZOKU_SHARED_DATA", System.getenv("KEIZOKU_SHARED_DATA"));
        return given != null ? Path.of(given) : Path.of("../../../shared/data");
    }
}
