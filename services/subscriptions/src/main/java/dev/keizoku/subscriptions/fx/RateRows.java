package dev.keizoku.subscriptions.fx;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.ReadRows;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies rows of files that carry one rate or many. */
@Singleton
class RateRows {

    private final DailyRates rates;

    RateRows(DailyRates rates) {
        this.rates = rates;
    }

    /** Applies rows; {@code reading} gives each row's rates and notes what is wrong with it. */
    Applied apply(ImportContext context, List<ImportRow> rows, Function<RowFields, @Nullable List<DailyRate>> reading) {
        return ReadRows.apply(context, rows, reading, read -> {
            List<DailyRate> all = read.stream().flatMap(List::stream).toList();
            Set<DailyRate> changed = context.jdbi()
                    .withHandle(handle -> rates.putAll(handle, context.settings(), context.history(), all));
            return read.stream()
                    .map(row ->
                            row.stream().anyMatch(changed::contains) ? RowOutcome.accepted() : RowOutcome.unchanged())
                    .toList();
        });
    }
}
