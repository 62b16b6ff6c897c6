package dev.keizoku.kernel;

/** A kind of error a service documents; each service lists its own in one enum. */
public interface ProblemType {

    /** Stable name: the last segment of the type URI {@code /problems/<slug>}. */
    String slug();

    /** One sentence for people, the same for every occurrence. */
    String title();

    /** The same in Japanese. */
    String japaneseTitle();

    /** HTTP status. */
    int status();
}
