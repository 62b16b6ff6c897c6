package dev.keizoku.health.run;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY. */
final class CopyText {

    private static final char NONE = 0;

    private final StringBuilder text;
    private boolean first = true;

    CopyText(int expectedSize) {
        this.text = new StringBuilder(expectedSize);
    }

    CopyText field(@Nullable Object value) {
        if (!first) {
            text.append('\t');
        }
        first = false;
        if (value == null) {
            text.append("\\N");
        } else {
            escape(value.toString());
        }
        return this;
    }

    void endRow() {
        text.append('\n');
        first = true;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Most values have nothing to escape, and go in one piece. */
    private void escape(String value) {
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char escaped = switch (value.charAt(i)) {
                case '\\' -> '\\';
                case '\t' -> 't';
                case '\n' -> 'n';
                case '\r' -> 'r';
                default -> NONE;
            };
            if (escaped != NONE) {
                text.append(value, from, i).append('\\').append(escaped);
                from = i + 1;
            }
        }
        text.append(value, from, value.length());
    }
}
