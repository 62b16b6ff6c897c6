package dev.keizoku.gateway.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes of a content somebody wants, by RFC 9110: from the first to the last, both included. */
record ByteRange(long first, long last) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** None of the bytes are there. */
    static final ByteRange NONE = new ByteRange(0, -1);

    /**
     * Reads the header. Null for all bytes: what is not one range of bytes is as if it were not there.
     */
    static @Nullable ByteRange of(@Nullable String header, long size) {
        Matcher range = ONE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return null;
        }
        if (range.group(1).isEmpty()) {
            long wanted = Long.parseLong(range.group(2));
            return wanted == 0 || size == 0 ? NONE : new ByteRange(Math.max(0, size - wanted), size - 1);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
            return null;
        }
        return first >= size ? NONE : new ByteRange(first, last);
    }

    long length() {
        return last - first + 1;
    }
}
