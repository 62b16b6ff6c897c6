package dev.keizoku.gateway.crm.push.connector;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of a job of Salesforce. Records go there with LF at the end of each line and {@code #N/A} where a field is to be
 * cleared, as an empty one stays as it is. A text that a spreadsheet would take for a formula is a text there: nothing is
 * put before it.
 *
 * @see <a href="https://developer.salesforce.com/docs/platform/api-asynch/guide/datafiles-prepare-csv.html">its rules</a>
 */
final class JobFile {

    private static final String CLEARED = "#N/A";

    private JobFile() {}

    /** What is said of a record: its key as we sent it, its id there, and what was wrong with it; empty where it says nothing. */
    record Told(String key, String id, String error) {}

    static String of(String keyField, List<Item> items) {
        Set<String> fields = new LinkedHashSet<>();
        items.forEach(item -> item.properties().fieldNames().forEachRemaining(fields::add));
        fields.remove(keyField);
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(text);
        List<String> cells = new ArrayList<>();
        cells.add(keyField);
        cells.addAll(fields);
        csv.writeRecord(cells);
        for (Item item : items) {
            cells.clear();
            cells.add(item.key());
            fields.forEach(field -> cells.add(cell(item.properties().path(field))));
            csv.writeRecord(cells);
        }
        return text.toString();
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        String text = value.asText("");
        return value.isNull() || text.isEmpty() ? CLEARED : text;
    }

    /** The rows of a file of results, in whatever order they came. */
    static List<Told> results(String keyField, String file) {
        List<Told> results = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            List<String> head = List.of();
            for (CsvRecord row : csv) {
                if (head.isEmpty()) {
                    head = row.getFields();
                } else {
                    results.add(new Told(
                            cell(head, row, keyField), cell(head, row, "sf__Id"), cell(head, row, "sf__Error")));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return results;
    }

    private static String cell(List<String> head, CsvRecord row, String name) {
        for (int place = 0; place < Math.min(head.size(), row.getFieldCount()); place++) {
            if (head.get(place).equalsIgnoreCase(name)) {
                return row.getField(place);
            }
        }
        return "";
    }
}
