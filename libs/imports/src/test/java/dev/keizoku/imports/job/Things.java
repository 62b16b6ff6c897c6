package dev.keizoku.imports.job;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** A kind of row whose ids say how it is to fail. */
@Singleton
class Things implements ImportKind {

    static final AtomicInteger OUTAGES = new AtomicInteger();

    private final Jdbi jdbi;
    private final Throwing throwing;

    Things(Jdbi jdbi, Throwing throwing) {
        this.jdbi = jdbi;
        this.throwing = throwing;
    }

    /** A use case whose refusal marks the transaction for rollback. */
    @Singleton
    static class Throwing {
        @jakarta.transaction.Transactional
        public void refuse() {
            throw new ProblemException(CommonProblem.CONFLICT, "It is already another thing.");
        }
    }

    @Override
    public String name() {
        return "thing";
    }

    @Override
    public String scope() {
        return "usage:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> rows) {
        return new Applied(rows.stream().map(row -> apply(context, row)).toList());
    }

    private RowOutcome apply(ImportContext context, ImportRow row) {
        RowFields fields = RowFields.of(row, context.zone());
        String id = fields.requiredText("id");
        BigDecimal amount = fields.decimal("amount");
        List<FieldError> errors = fields.errors();
        if (!errors.isEmpty()) {
            return RowOutcome.rejected(errors);
        }
        if (id.startsWith("throws")) {
            throw new IllegalStateException("a bug");
        }
        if (id.startsWith("outage") && OUTAGES.getAndDecrement() > 0) {
            throw new ProblemException(CommonProblem.UNAVAILABLE, "Not now.");
        }
        if (id.startsWith("conflict")) {
            try {
                throwing.refuse();
            } catch (ProblemException refused) {
                return RowOutcome.rejected("/id", "conflict", refused.detail());
            }
        }
        int stored = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into thing (tenant, id, amount) values (:tenant, :id, :amount)
                        on conflict (tenant, id) do update set applied = thing.applied + 1 where thing.amount <> :amount
                        """)
                .bind("tenant", context.tenant().value())
                .bind("id", id)
                .bind("amount", amount)
                .execute());
        return stored == 1 ? RowOutcome.accepted() : RowOutcome.unchanged();
    }
}
