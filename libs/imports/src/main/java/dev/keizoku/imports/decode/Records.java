package dev.keizoku.imports.decode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Set;

/** The records of a file, one after the other. */
public interface Records extends Iterator<Entry> {

    /**
     * Opens a file.
     *
     * @param needed the columns that must be there for the file to make sense; only CSV has any
     * @throws UnreadableFile when it is not a file of this format at all
     */
    static Records open(InputStream in, FileFormat format, Set<String> needed, ObjectMapper mapper) throws IOException {
        BufferedReader text = Text.open(in, format.charset());
        return switch (format.syntax()) {
            case CSV -> new CsvRecords(text, format, needed);
            case NDJSON -> new NdjsonRecords(text, format, mapper);
            case JSON -> new JsonRecords(text, mapper);
        };
    }
}
