package dev.keizoku.subscriptions.stripe;

/** An object that cannot be read as what it says it is; the message is a sentence for people. */
final class UnreadableObject extends RuntimeException {

    private final String field;
    private final boolean waiting;

    UnreadableObject(String field, String sentence) {
        this(field, sentence, false);
    }

    private UnreadableObject(String field, String sentence, boolean waiting) {
        super(sentence, null, false, false);
        this.field = field;
        this.waiting = waiting;
    }

    /** One that can be read as soon as something else is told. */
    static UnreadableObject soFar(String field, String sentence) {
        return new UnreadableObject(field, sentence, true);
    }

    boolean waiting() {
        return waiting;
    }

    String field() {
        return field;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
