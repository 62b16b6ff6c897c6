package dev.keizoku.kernel;

/**
 * One field that cannot be accepted.
 *
 * @param pointer JSON pointer into the body, or {@code ?name} for a query parameter, or a header's name
 * @param code stable, for programs
 * @param detail a sentence for people
 */
public record FieldError(String pointer, String code, String detail) {

    /** The code of a value outside the range that is accepted; a request whose only errors are of this code is 422. */
    public static final String OUT_OF_RANGE = "out_of_range";
}
