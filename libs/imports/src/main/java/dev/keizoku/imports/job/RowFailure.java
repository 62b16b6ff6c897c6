package dev.keizoku.imports.job;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells failures of a row, which reject it, from failures of the world around it, after which one tries again. */
final class RowFailure {

    private static final String STATEMENT_TIMEOUT = "57014";
    private static final Set<String> TEMPORARY_CLASSES = Set.of("08", "53", "57", "58", "40", "25");
    private static final String LOCK_TIMEOUT = "55P03";

    private RowFailure() {}

    /**
     * Whether trying the same again may help.
     *
     * @param alone whether one row was applied; several that took too long may be quick enough apart
     */
    static boolean isTemporary(Throwable failure, boolean alone) {
        if (failure instanceof ProgressStore.LostLease) {
            return true;
        }
        if (problem(failure).filter(problem -> problem.type().status() >= 500).isPresent()) {
            return true;
        }
        return sql(failure).filter(sql -> isTemporary(sql.getSQLState(), alone)).isPresent();
    }

    private static boolean isTemporary(@Nullable String state, boolean alone) {
        if (STATEMENT_TIMEOUT.equals(state)) {
            return alone;
        }
        return state == null
                || state.length() < 2
                || LOCK_TIMEOUT.equals(state)
                || TEMPORARY_CLASSES.contains(state.substring(0, 2));
    }

    /** Whether the failure itself says what is wrong with the row. */
    static boolean isExplained(Throwable failure) {
        return problem(failure).isPresent()
                || sql(failure).filter(sql -> isOfTheData(sql.getSQLState())).isPresent();
    }

    private static boolean isOfTheData(@Nullable String state) {
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** What the caller is told. */
    static List<FieldError> errors(Throwable failure) {
        Optional<ProblemException> problem = problem(failure);
        if (problem.isPresent()) {
            return problem.get().errors().isEmpty()
                    ? List.of(new FieldError(
                            "", problem.get().type().slug(), problem.get().detail()))
                    : problem.get().errors();
        }
        return sql(failure).isPresent()
                ? List.of(new FieldError("", "not_storable", "A value of this row cannot be stored."))
                : List.of(new FieldError("", "failed", "The row could not be applied; the failure was recorded."));
    }

    private static Optional<ProblemException> problem(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    private static Optional<SQLException> sql(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
