package dev.keizoku.imports.job;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.imports.job.ImportJob.Claim;
import dev.keizoku.imports.job.ImportJob.Counts;
import dev.keizoku.imports.mapping.RowMapping.Mapped;
import dev.keizoku.kernel.FieldError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies rows and stores how far the import has come, as one: either both are there or neither.
 *
 * <p>When rows cannot be applied together they are applied in halves, so that the one at fault is soon alone.
 */
@Singleton
class ChunkTransaction {

    private static final Logger LOG = Logger.getLogger(ChunkTransaction.class);
    private static final int TIMEOUT_SECONDS = 100;
    private static final int MAX_ERRORS_OF_A_ROW = 20;

    private final ProgressStore progress;

    ChunkTransaction(ProgressStore progress) {
        this.progress = progress;
    }

    /** The kind, or what it called, marked the transaction for rollback. */
    private static final class Doomed extends RuntimeException {

        private final transient List<RowOutcome> outcomes;

        Doomed(List<RowOutcome> outcomes) {
            super("marked for rollback", null, false, false);
            this.outcomes = outcomes;
        }
    }

    void apply(Claim claim, ImportKind kind, ImportContext context, List<Mapped> chunk) {
        try {
            QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).run(() -> attempt(claim, kind, context, chunk));
        } catch (RuntimeException failure) {
            boolean alone = chunk.size() == 1;
            if (RowFailure.isTemporary(failure, alone)) {
                throw failure;
            }
            if (alone) {
                reject(claim, chunk.getFirst(), failure);
                return;
            }
            int half = chunk.size() / 2;
            apply(claim, kind, context, chunk.subList(0, half));
            apply(claim, kind, context, chunk.subList(half, chunk.size()));
        }
    }

    /** Lets a kind do a part of what waits until its file is through; whether there may be more. */
    boolean finish(Claim claim, ImportKind kind, ImportContext context) {
        return QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).call(() -> {
            progress.hold(claim);
            return kind.finish(context);
        });
    }

    private void attempt(Claim claim, ImportKind kind, ImportContext context, List<Mapped> chunk) {
        progress.hold(claim);
        List<ImportRow> rows = chunk.stream()
                .filter(Mapped.Row.class::isInstance)
                .map(row -> ((Mapped.Row) row).row())
                .toList();
        Applied applied = rows.isEmpty() ? new Applied(List.of()) : kind.apply(context, rows);
        if (applied.outcomes().size() != rows.size()) {
            throw new IllegalStateException("The kind " + kind.name() + " has to give one outcome for each row.");
        }
        if (QuarkusTransaction.isRollbackOnly()) {
            throw new Doomed(applied.outcomes());
        }
        Tally tally = new Tally();
        Iterator<RowOutcome> outcomes = applied.outcomes().iterator();
        for (Mapped mapped : chunk) {
            switch (mapped) {
                case Mapped.Refused(long line, List<FieldError> errors) -> tally.reject(line, errors);
                case Mapped.Row(ImportRow row) -> tally.add(row.line(), outcomes.next());
            }
        }
        tally.store(claim);
    }

    private void reject(Claim claim, Mapped mapped, RuntimeException failure) {
        if (!(mapped instanceof Mapped.Row(ImportRow row))) {
            throw failure;
        }
        List<FieldError> errors = said(failure);
        if (errors == null) {
            errors = RowFailure.errors(failure);
            if (!RowFailure.isExplained(failure)) {
                LOG.errorf(
                        failure,
                        "line %d of import %s failed",
                        row.line(),
                        claim.job().id());
            }
        }
        Tally tally = new Tally();
        tally.reject(row.line(), errors);
        QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).run(() -> {
            progress.hold(claim);
            tally.store(claim);
        });
    }

    private static @Nullable List<FieldError> said(RuntimeException failure) {
        return failure instanceof Doomed doomed
                        && doomed.outcomes.getFirst() instanceof RowOutcome.Rejected(List<FieldError> errors)
                ? errors
                : null;
    }

    private final class Tally {

        private final List<Rejection> rejections = new ArrayList<>();
        private long accepted;
        private long unchanged;
        private long rejected;

        void add(long line, RowOutcome outcome) {
            switch (outcome) {
                case RowOutcome.Accepted ignored -> accepted++;
                case RowOutcome.Unchanged ignored -> unchanged++;
                case RowOutcome.Rejected(List<FieldError> errors) -> reject(line, errors);
            }
        }

        void reject(long line, List<FieldError> errors) {
            rejected++;
            errors.stream()
                    .limit(MAX_ERRORS_OF_A_ROW)
                    .map(error -> Rejection.of(line, error))
                    .forEach(rejections::add);
        }

        void store(Claim claim) {
            Counts counts = new Counts(accepted + unchanged + rejected, accepted, unchanged, rejected);
            progress.advance(claim, counts, rejections);
        }
    }
}
