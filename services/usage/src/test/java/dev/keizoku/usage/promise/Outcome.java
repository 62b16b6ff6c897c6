package dev.keizoku.usage.promise;

/** What became of an event, as far as an answer says. */
enum Outcome {
    ACCEPTED,
    DUPLICATE,
    CONFLICT,
    REJECTED,
    /** It is stored, now or before. */
    KEPT,
    /** The protocol has no word for it. */
    UNTOLD;

    /** Whether an answer that says this is true of an event that became the other. */
    boolean isTrueOf(Outcome became) {
        return switch (this) {
            case ACCEPTED, DUPLICATE, CONFLICT, REJECTED -> this == became;
            case KEPT -> became == ACCEPTED || became == DUPLICATE;
            case UNTOLD -> true;
        };
    }
}
