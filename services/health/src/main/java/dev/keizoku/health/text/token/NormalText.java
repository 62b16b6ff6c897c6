package dev.keizoku.health.text.token;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text in the form it is read in: compatibility-composed (NFKC), so that full and half width are the same, in small
 * letters, with plain apostrophes. It knows where each character came from.
 */
public final class NormalText {

    private final String original;
    private final String text;
    private final int[] starts;
    private final int[] ends;

    private NormalText(String original, String text, int[] starts, int[] ends) {
        this.original = original;
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    public static NormalText of(String original) {
        StringBuilder text = new StringBuilder(original.length());
        int[] starts = new int[original.length() + 16];
        int[] ends = new int[starts.length];
        int at = 0;
        while (at < original.length()) {
            int next = endOfCluster(original, at);
            String piece = normal(original.substring(at, next));
            if (text.length() + piece.length() > starts.length) {
                int more = Math.max(starts.length * 2, text.length() + piece.length());
                starts = Arrays.copyOf(starts, more);
                ends = Arrays.copyOf(ends, more);
            }
            Arrays.fill(starts, text.length(), text.length() + piece.length(), at);
            Arrays.fill(ends, text.length(), text.length() + piece.length(), next);
            text.append(piece);
            at = next;
        }
        return new NormalText(original, text.toString(), starts, ends);
    }

    public String text() {
        return text;
    }

    /** The part of the original that became the characters from start to end. */
    public String original(int start, int end) {
        return original.substring(starts[start], ends[end - 1]);
    }

    /** Where a character of the normal text begins in the original, counted in code points. */
    public int originalStart(int start) {
        return original.codePointCount(0, starts[start]);
    }

    /** Where a stretch of the normal text ends in the original, exclusive, counted in code points. */
    public int originalEnd(int end) {
        return original.codePointCount(0, ends[end - 1]);
    }

    private static String normal(String cluster) {
        if (cluster.length() == 1 && cluster.charAt(0) < 0x80) {
            char letter = cluster.charAt(0);
            return letter >= 'A' && letter <= 'Z' ? String.valueOf((char) (letter + 32)) : cluster;
        }
        StringBuilder small = new StringBuilder();
        Normalizer.normalize(cluster, Normalizer.Form.NFKC)
                .codePoints()
                .map(codePoint -> codePoint == '’' || codePoint == '‘' ? '\'' : Character.toLowerCase(codePoint))
                .forEach(small::appendCodePoint);
        return small.toString();
    }

    /** A character with the marks that compose with it, half-width voicing marks among them. */
    private static int endOfCluster(String text, int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        while (end < text.length() && composes(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean composes(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> codePoint == 'ﾞ' || codePoint == 'ﾟ';
        };
    }
}
