package dev.keizoku.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way of a chunk through most kinds: each row is read by itself, the good ones are stored in one go. */
public final class ReadRows {

    private ReadRows() {}

    /**
     * Applies a chunk.
     *
     * @param reading what a row is; null, or errors noted in its fields, rejects it alone
     * @param storing what became of each of those that were read, in their order
     */
    public static <T> Applied apply(
            ImportContext context,
            List<ImportRow> rows,
            Function<RowFields, @Nullable T> reading,
            Function<List<T>, List<RowOutcome>> storing) {
        RowOutcome[] outcomes = new RowOutcome[rows.size()];
        List<T> good = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            RowFields fields = RowFields.of(rows.get(i), context.zone());
            T read = reading.apply(fields);
            if (read == null || !fields.errors().isEmpty()) {
                outcomes[i] = RowOutcome.rejected(fields.errors());
            } else {
                places.add(i);
                good.add(read);
            }
        }
        List<RowOutcome> stored = storing.apply(good);
        for (int i = 0; i < good.size(); i++) {
            outcomes[places.get(i)] = stored.get(i);
        }
        return new Applied(List.of(outcomes));
    }
}
