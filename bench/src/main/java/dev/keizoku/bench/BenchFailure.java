package dev.keizoku.bench;

/** Ends a bench with a sentence; a figure that cannot be made is not printed. */
final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        super(message);
    }

    BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
