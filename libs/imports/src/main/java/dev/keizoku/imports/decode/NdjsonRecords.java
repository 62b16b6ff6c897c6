package dev.keizoku.imports.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.FieldError;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** One JSON object a line. */
final class NdjsonRecords extends Lookahead {

    private static final int MAX_LINE = 1024 * 1024;

    private final Reader text;
    private final String charset;
    private final ObjectMapper mapper;
    private long line;

    NdjsonRecords(Reader text, FileFormat format, ObjectMapper mapper) {
        this.text = text;
        this.charset = format.charset().name();
        this.mapper = mapper;
        advance();
        if (peek() instanceof Entry.Unreadable first) {
            throw new UnreadableFile("Line " + first.line() + " is not a JSON object in " + charset
                    + ", so this is no file of NDJSON: one object a line.");
        }
    }

    @Override
    @Nullable Entry read() {
        try {
            String record = readLine();
            while (record != null && record.isBlank()) {
                record = readLine();
            }
            return record == null ? null : parse(record);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The next line, cut when it is longer than a record may be; null at the end. */
    private @Nullable String readLine() throws IOException {
        StringBuilder record = new StringBuilder();
        int c = text.read();
        if (c < 0) {
            return null;
        }
        line++;
        for (; c >= 0 && c != '\n'; c = text.read()) {
            if (record.length() <= MAX_LINE) {
                record.append((char) c);
            }
        }
        return record.toString();
    }

    private Entry parse(String record) {
        if (record.length() > MAX_LINE) {
            return unreadable("too_long", "A line has at most 1 MiB.");
        }
        if (Text.isBroken(record)) {
            return unreadable("invalid_text", "The line is not text in " + charset + ".");
        }
        try {
            if (!(mapper.readTree(record) instanceof ObjectNode object)) {
                return unreadable("wrong_type", "The line is not a JSON object.");
            }
            return JsonEntry.of(line, object);
        } catch (JsonProcessingException malformed) {
            return unreadable("malformed_json", "The line is not well-formed JSON.");
        }
    }

    private Entry unreadable(String code, String detail) {
        return new Entry.Unreadable(line, new FieldError("", code, detail));
    }
}
