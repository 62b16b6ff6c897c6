package dev.keizoku.imports;

import dev.keizoku.kernel.FieldError;
import java.util.List;

/** What became of one row. */
public sealed interface RowOutcome {

    static RowOutcome accepted() {
        return new Accepted();
    }

    static RowOutcome unchanged() {
        return new Unchanged();
    }

    static RowOutcome rejected(List<FieldError> errors) {
        return new Rejected(errors);
    }

    static RowOutcome rejected(String field, String code, String detail) {
        return new Rejected(List.of(new FieldError(field, code, detail)));
    }

    /** The row was new, or changed what was known. */
    record Accepted() implements RowOutcome {}

    /** All the row says was known already. */
    record Unchanged() implements RowOutcome {}

    /** The row cannot be taken; nothing of it was stored. */
    record Rejected(List<FieldError> errors) implements RowOutcome {
        public Rejected {
            if (errors.isEmpty()) {
                throw new IllegalArgumentException("A rejected row says why.");
            }
            errors = List.copyOf(errors);
        }
    }
}
