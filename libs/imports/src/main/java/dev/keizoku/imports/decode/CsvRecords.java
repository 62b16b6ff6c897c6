package dev.keizoku.imports.decode;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.io.Reader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Comma-separated values by RFC 4180 with a header: quotes, line ends inside quotes, LF and CRLF. */
final class CsvRecords implements Records {

    private static final int MAX_RECORD = 1024 * 1024;

    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private final String charset;
    private long line = 1;

    CsvRecords(Reader text, FileFormat format, Set<String> needed) {
        this.charset = format.charset().name();
        this.records = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .maxBufferSize(MAX_RECORD)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(text)
                .iterator();
        this.header = header(needed);
    }

    private List<String> header(Set<String> needed) {
        if (!hasNext()) {
            throw new UnreadableFile("The file is empty: its first line has to name the columns.");
        }
        List<String> names =
                parsed(records::next).getFields().stream().map(String::strip).toList();
        if (names.stream().anyMatch(Text::isBroken)) {
            throw new UnreadableFile("The first line is not text in " + charset
                    + ". Say which charset the file has in the mapping (utf-8 or cp932).");
        }
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw new UnreadableFile("The first line names a column twice: " + String.join(", ", names) + ".");
        }
        Set<String> missing = new TreeSet<>(needed);
        names.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new UnreadableFile("The file has no column " + quoted(missing) + "; it has " + quoted(names) + ".");
        }
        return names;
    }

    @Override
    public boolean hasNext() {
        return parsed(records::hasNext);
    }

    @Override
    public Entry next() {
        CsvRecord record = parsed(records::next);
        line = record.getStartingLineNumber();
        if (record.getFieldCount() != header.size()) {
            return new Entry.Unreadable(
                    line,
                    new FieldError(
                            "",
                            "wrong_field_count",
                            "The line has " + record.getFieldCount() + " fields, the header " + header.size() + "."));
        }
        Map<String, Object> values = LinkedHashMap.newLinkedHashMap(header.size());
        for (int i = 0; i < header.size(); i++) {
            String value = record.getField(i);
            if (Text.isBroken(value)) {
                return new Entry.Unreadable(
                        line, new FieldError(header.get(i), "invalid_text", "This is not text in " + charset + "."));
            }
            values.put(header.get(i), value);
        }
        return new Entry.Read(line, values);
    }

    private interface Step<T> {
        T take();
    }

    private <T> T parsed(Step<T> step) {
        try {
            return step.take();
        } catch (CsvParseException broken) {
            // Whoever gives us the stream may end the reading of it, which says nothing of the file.
            if (broken.getCause() instanceof ProblemException ended) {
                throw ended;
            }
            throw new UnreadableFile("The file cannot be read as CSV after line " + line
                    + ": a record is longer than 1 MiB, or a quote is never closed.");
        }
    }

    private static String quoted(Iterable<String> names) {
        return java.util.stream.StreamSupport.stream(names.spliterator(), false)
                .limit(50)
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(", "));
    }
}
