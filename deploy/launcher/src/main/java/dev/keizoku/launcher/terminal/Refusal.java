package dev.keizoku.launcher.terminal;

/** Something the person at the terminal has to put right; the message says what and how, and no stack follows it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
