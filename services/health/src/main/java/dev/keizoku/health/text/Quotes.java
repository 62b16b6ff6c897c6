package dev.keizoku.health.text;

import java.util.BitSet;

/** Which characters of a text are somebody else's words: inside quotation marks, or in the quoted lines of a reply. */
final class Quotes {

    private static final String OPENING = "「『“«\"";
    private static final String CLOSING = "」』”»\"";

    private final BitSet quoted;

    private Quotes(BitSet quoted) {
        this.quoted = quoted;
    }

    /** An opening mark without its closing one quotes nothing. */
    static Quotes in(String text) {
        BitSet quoted = new BitSet();
        int at = 0;
        while (at < text.length()) {
            int mark = OPENING.indexOf(text.charAt(at));
            int close = mark < 0 ? -1 : text.indexOf(CLOSING.charAt(mark), at + 1);
            if (close > 0) {
                quoted.set(at, close);
                at = close;
            }
            at++;
        }
        markReplies(text, quoted);
        return new Quotes(quoted);
    }

    private static void markReplies(String text, BitSet quoted) {
        int line = 0;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            int next = end < 0 ? text.length() : end;
            if (text.charAt(line) == '>') {
                quoted.set(line, next);
            }
            line = next + 1;
        }
    }

    boolean covers(int start) {
        return quoted.get(start);
    }
}
