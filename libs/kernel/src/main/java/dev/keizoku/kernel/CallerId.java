package dev.keizoku.kernel;

import java.util.Comparator;

/** The rule every id the caller chooses obeys: 1 to 255 characters of Unicode, no control characters, compared byte by byte. */
public final class CallerId {

    /** The order PostgreSQL gives {@code COLLATE "C"} text in UTF-8: by code point. */
    public static final Comparator<String> BYTEWISE = CallerId::compareByCodePoint;

    private static final int MAX_CHARACTERS = 255;

    private CallerId() {}

    /**
     * Returns the id unchanged.
     *
     * @throws IllegalArgumentException with a sentence for the caller when the id is not acceptable
     */
    public static String check(String value) {
        int characters = value.codePointCount(0, value.length());
        if (characters < 1 || characters > MAX_CHARACTERS) {
            throw new IllegalArgumentException("An id has 1 to 255 characters.");
        }
        value.codePoints().forEach(CallerId::checkCodePoint);
        return value;
    }

    private static void checkCodePoint(int codePoint) {
        if (Character.getType(codePoint) == Character.CONTROL || Character.getType(codePoint) == Character.SURROGATE) {
            throw new IllegalArgumentException("An id holds no control characters and no lone surrogates.");
        }
    }

    private static int compareByCodePoint(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean bothSurrogateOrNeither = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothSurrogateOrNeither ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
