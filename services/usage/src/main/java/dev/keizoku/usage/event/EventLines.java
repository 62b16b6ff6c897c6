package dev.keizoku.usage.event;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Events one a line, read as they arrive; a line that is no event spoils nothing but itself. */
public final class EventLines implements Iterator<Decoded> {

    private static final int BUFFER = 16 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final Filling filling;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private boolean first = true;
    private byte @Nullable [] next;

    public EventLines(InputStream in, Filling filling) {
        this.in = in;
        this.filling = filling;
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Decoded next() {
        byte[] line = next;
        if (line == null) {
            throw new NoSuchElementException();
        }
        filling.next();
        Decoded decoded = decode(line);
        advance();
        return decoded;
    }

    private Decoded decode(byte[] line) {
        if (line.length > EventDecoder.MOST_BYTES) {
            return refused(line, "too_large", "An event has at most 256 KiB.");
        }
        try {
            Decoded decoded = EventJson.read(new ByteArrayInputStream(line), parser -> {
                parser.nextToken();
                return EventDecoder.decode(parser, false, filling);
            });
            return decoded instanceof Decoded.Refused refused ? refused.of(text(line)) : decoded;
        } catch (ProblemException malformed) {
            return refused(
                    line, "malformed_json", "The line is not one JSON object, or goes beyond what one may hold.");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Decoded refused(byte[] line, String code, String detail) {
        return new Decoded.Refused(null, List.of(new FieldError("", code, detail)), text(line));
    }

    private static String text(byte[] line) {
        return new String(line, 0, Math.min(line.length, Decoded.Refused.MOST_ITEM), StandardCharsets.UTF_8);
    }

    /** Goes on to the next line that has something on it; one that is too long is cut one byte after the limit. */
    private void advance() {
        try {
            byte[] line = line();
            while (line != null && isBlank(line)) {
                line = line();
            }
            next = line;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private byte @Nullable [] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            int room = EventDecoder.MOST_BYTES + 1 - line.size();
            line.write(buffer, at, Math.min(stop - at, room));
            at = stop + 1;
            if (stop < end) {
                return line.toByteArray();
            }
        }
        return any ? line.toByteArray() : null;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        if (first && end >= BYTE_ORDER_MARK.length && startsWithMark()) {
            at = BYTE_ORDER_MARK.length;
        }
        first = false;
        return end > 0;
    }

    private boolean startsWithMark() {
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (buffer[i] != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
