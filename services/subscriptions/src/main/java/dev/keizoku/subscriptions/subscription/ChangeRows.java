package dev.keizoku.subscriptions.subscription;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.plan.PriceFields;
import jakarta.inject.Singleton;
import java.time.Instant;
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
            Recording.Mode mode = new Recording.Mode(context.history(), context.createMissing());
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
            for (FieldError error : change.misfits("")) {
                String field = error.pointer().equals("price") ? "amount" : error.pointer();
                fields.error(field, error.code(), error.detail());
            }
        }
        return changes;
    }

    static @Nullable Instant requiredInstant(RowFields fields, String name) {
        Instant value = fields.instant(name);
        if (!fields.has(name)) {
            fields.error(name, "required", "This field is needed.");
        }
        return value;
    }

    /** The price a row has, or which of the plan's it means. */
    static PriceWish price(RowFields fields) {
        Price price = PriceFields.price(fields);
        return price == null && !fields.has("amount")
                ? new PriceWish(
                        null, PriceFields.currency(fields), PriceFields.interval(fields), PriceFields.count(fields))
                : new PriceWish(price, null, null, null);
    }

    private static RowOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recorded recorded -> RowOutcome.accepted();
            case Outcome.Known known -> RowOutcome.unchanged();
            case Outcome.Missing missing ->
                RowOutcome.rejected("subscription_id", "unknown_reference", "There is no subscription of that id yet.");
            case Outcome.Refused refused -> {
                String field = refused.field().equals("price") ? "amount" : refused.field();
                yield RowOutcome.rejected(field, refused.problem().slug(), refused.detail());
            }
        };
    }
}
