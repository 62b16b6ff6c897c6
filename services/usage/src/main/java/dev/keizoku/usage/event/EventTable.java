package dev.keizoku.usage.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.imports.decode.Entry;
import dev.keizoku.imports.decode.FileFormat;
import dev.keizoku.imports.decode.Records;
import dev.keizoku.imports.decode.UnreadableFile;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.UsageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events as rows of comma-separated values under a header, read as they arrive; an empty field is none. */
public final class EventTable implements Iterator<Decoded> {

    private final Records records;
    private final ZoneId zone;
    private final Filling filling;

    /**
     * Opens a body.
     *
     * @throws ProblemException 400 when its first line is no header
     */
    public EventTable(InputStream in, Charset charset, ZoneId zone, Filling filling) throws IOException {
        this.zone = zone;
        this.filling = filling;
        FileFormat format = new FileFormat(FileFormat.Syntax.CSV, charset, ',');
        try {
            this.records = Records.open(in, format, Set.of("type"), new ObjectMapper());
        } catch (UnreadableFile unreadable) {
            throw malformed(unreadable);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (UnreadableFile unreadable) {
            throw malformed(unreadable);
        }
    }

    @Override
    public Decoded next() {
        try {
            filling.next();
            return switch (records.next()) {
                case Entry.Read read -> EventRow.decode(given(read.values()), zone, filling);
                case Entry.Unreadable(long line, FieldError error) ->
                    new Decoded.Refused(
                            null,
                            List.of(new FieldError(pointer(error.pointer()), error.code(), error.detail())),
                            "line " + line);
            };
        } catch (UnreadableFile unreadable) {
            throw malformed(unreadable);
        }
    }

    private static Map<String, Object> given(Map<String, Object> values) {
        Map<String, Object> given = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach((column, value) -> {
            if (!value.equals("")) {
                given.put(column, value);
            }
        });
        return given;
    }

    private static String pointer(String column) {
        return column.isEmpty() ? "" : "/" + column;
    }

    private static ProblemException malformed(UnreadableFile unreadable) {
        return new ProblemException(UsageProblem.MALFORMED_CSV, String.valueOf(unreadable.getMessage()));
    }
}
