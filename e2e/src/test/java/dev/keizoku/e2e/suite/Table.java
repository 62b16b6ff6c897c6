package dev.keizoku.e2e.suite;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files of rows. */
public final class Table {

    private Table() {}

    public static List<Map<String, String>> read(Path file) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes rows into a new temporary file. */
    public static Path write(List<String> columns, List<List<String>> rows) {
        try {
            Path file = Files.createTempFile("keizoku-e2e", ".csv");
            file.toFile().deleteOnExit();
            try (CsvWriter writer = CsvWriter.builder().build(file)) {
                writer.writeRecord(columns);
                rows.forEach(writer::writeRecord);
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A mapping that takes columns by their names. */
    public static Path byName(boolean createMissing) {
        try {
            Path file = Files.createTempFile("keizoku-e2e", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "{\"create_missing\":" + createMissing + "}");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
