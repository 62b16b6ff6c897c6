package dev.keizoku.gateway.export.file;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns rows of JSON into the rows of a file. */
public sealed interface Rows {

    /** What each part of the file begins with. */
    byte[] head();

    /** One row with the end of its line. */
    byte[] row(byte[] json) throws IOException;

    /** How many characters the encoding of the file cannot say. */
    long replaced();

    /** One JSON document a line, as it came. */
    final class Ndjson implements Rows {

        @Override
        public byte[] head() {
            return new byte[0];
        }

        @Override
        public byte[] row(byte[] json) {
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        }

        @Override
        public long replaced() {
            return 0;
        }
    }

    /** Comma-separated values by RFC 4180, with a line of names. */
    final class Csv implements Rows {

        private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

        private final Table table;
        private final Encoding encoding;
        private final ObjectReader reader;
        private final StringWriter text = new StringWriter();
        private final CsvWriter writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(0)
                .build(text);
        private final Cp932 cp932 = new Cp932();

        public Csv(Table table, Encoding encoding, ObjectMapper mapper) {
            this.table = table;
            this.encoding = encoding;
            this.reader = mapper.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        }

        @Override
        public byte[] head() {
            byte[] names = line(table.head());
            if (encoding != Encoding.UTF_8_BOM) {
                return names;
            }
            byte[] marked = Arrays.copyOf(MARK, MARK.length + names.length);
            System.arraycopy(names, 0, marked, MARK.length, names.length);
            return marked;
        }

        @Override
        public byte[] row(byte[] json) throws IOException {
            return line(table.cells(reader.readTree(json)));
        }

        @Override
        public long replaced() {
            return cp932.replaced();
        }

        private byte[] line(Iterable<String> cells) {
            text.getBuffer().setLength(0);
            writer.writeRecord(cells);
            String line = text.toString();
            return switch (encoding) {
                case UTF_8, UTF_8_BOM -> line.getBytes(StandardCharsets.UTF_8);
                case CP932 -> cp932.encode(line);
            };
        }
    }
}
