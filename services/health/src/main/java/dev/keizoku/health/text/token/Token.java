package dev.keizoku.health.text.token;

/**
 * A word or a mark.
 *
 * @param base what phrases are matched by: the base form in Japanese, the stem in English, one and the same for
 *     the plain negators of a language
 * @param kind what it is for those who look at the words around another one
 * @param start where it begins in the normal text
 * @param end where it ends in the normal text, exclusive
 */
public record Token(String base, Kind kind, int start, int end) {

    /** What a token is in the sentence. */
    public enum Kind {
        /** Carries meaning of its own. */
        CONTENT,
        /** Holds words together. */
        FUNCTION,
        /** Turns the meaning around. */
        NEGATOR,
        /** Begins another clause: a comma, a conjunction. */
        BREAK,
        /** Begins another clause that weighs more than the one before: but, けれど. */
        CONTRAST,
        /** Ends a sentence. */
        STOP
    }

    public boolean is(Kind other) {
        return kind == other;
    }

    public boolean endsClause() {
        return kind == Kind.BREAK || kind == Kind.CONTRAST || kind == Kind.STOP;
    }
}
