package dev.keizoku.subscriptions.subscription;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.FieldError;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of files that are changes of subscriptions, applied a chunk at a time. */
@Singleton
class ChangeRows {

    private final Subscriptions subscriptions;

    ChangeRows(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Applies a chunk; {@code reading} gives the changes of a row, or null with the errors noted in its fields. */
    Applied apply(
            ImportContext context, List<ImportRow> chunk, Function<RowFields, @Nullable List<ChangeRequest>> reading) {
        RowOutcome[] outcomes = new RowOutcome[chunk.size()];
        List<List<ChangeRequest>> groups = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < chunk.size(); i++) {
            RowFields fields = RowFields.of(chunk.get(i), context.zone());
            List<ChangeRequest> changes = reading.apply(fields);
            List<FieldError> errors = fields.errors();
            if (changes == null || !errors.isEmpty()) {
                outcomes[i] = RowOutcome.rejected(errors);
            } else {
                groups.add(changes);
                places.add(i);
            }
        }
        if (!groups.isEmpty()) {
            Recording.Mode mode = new Recording.Mode(context.history(), context.createMissing(), context.zone());
            List<Outcome> recorded = context.jdbi()
                    .withHandle(handle -> subscriptions.recordAll(handle, context.tenant(), groups, mode));
            for (int i = 0; i < recorded.size(); i++) {
                outcomes[places.get(i)] = outcome(recorded.get(i));
            }
        }
        return new Applied(List.of(outcomes));
    }

    /** Notes what does not fit the changes' kinds. */
    static List<ChangeRequest> checked(RowFields fields, List<ChangeRequest> changes) {
        for (ChangeRequest change : changes) {
            for (FieldError error : Fitness.misfits(change, "")) {
                fields.error(column(error.pointer()), error.code(), error.detail());
            }
        }
        return changes;
    }

    private static RowOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recorded recorded -> RowOutcome.accepted();
            case Outcome.Known known -> RowOutcome.unchanged();
            case Outcome.Missing missing ->
                RowOutcome.rejected("subscription_id", "unknown_reference", "There is no subscription of that id yet.");
            case Outcome.Refused refused ->
                RowOutcome.rejected(column(refused.field()), refused.problem().slug(), refused.detail());
        };
    }

    /** The column that holds what requests have in a field. */
    private static String column(String field) {
        return switch (field) {
            case "price" -> "amount";
            case "term" -> "term_ends_at";
            case "add_ons", "add_ons/0/plan_id" -> "add_on_plan_id";
            case "add_ons/0/quantity" -> "add_on_quantity";
            case "add_ons/0/price" -> "add_on_amount";
            default -> field;
        };
    }
}
