package dev.keizoku.kernel;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem document (RFC 9457). What it says is meant for the caller. */
public final class ProblemException extends RuntimeException {

    /** Whoever is told that something is not available is told when to come again. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final transient ProblemType type;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), type == CommonProblem.UNAVAILABLE ? SOON : null);
    }

    private ProblemException(ProblemType type, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        // No stack trace: this is an answer, not a failure, and bad requests must stay cheap.
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** The 400 that names every bad field; 422 when all of them are merely out of the accepted range. */
    public static ProblemException ofFields(List<FieldError> errors) {
        boolean onlyRange = errors.stream().allMatch(error -> error.code().equals(FieldError.OUT_OF_RANGE));
        String detail =
                errors.size() == 1 ? "One field is not acceptable." : errors.size() + " fields are not acceptable.";
        return new ProblemException(onlyRange ? CommonProblem.UNPROCESSABLE : CommonProblem.INVALID_REQUEST, detail)
                .withErrors(errors);
    }

    public static ProblemException notFound(String what) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no " + what + " of that id.");
    }

    public ProblemException withErrors(List<FieldError> fieldErrors) {
        return new ProblemException(type, detail(), fieldErrors, retryAfter);
    }

    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(type, detail(), errors, wait);
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        String message = getMessage();
        return message == null ? type.title() : message;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
