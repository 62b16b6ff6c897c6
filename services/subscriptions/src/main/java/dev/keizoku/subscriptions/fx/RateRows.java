package dev.keizoku.subscriptions.fx;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Applies rows of files that carry one rate or many. */
@Singleton
class RateRows {

    private final DailyRates rates;

    RateRows(DailyRates rates) {
        this.rates = rates;
    }

    /** Applies rows; {@code reading} gives each row's rates and notes what is wrong with it. */
    Applied apply(ImportContext context, List<ImportRow> rows, Function<RowFields, List<DailyRate>> reading) {
        RowOutcome[] outcomes = new RowOutcome[rows.size()];
        Map<Integer, List<DailyRate>> good = new HashMap<>();
        List<DailyRate> all = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            RowFields fields = RowFields.of(rows.get(i), context.zone());
            List<DailyRate> read = reading.apply(fields);
            if (fields.errors().isEmpty()) {
                good.put(i, read);
                all.addAll(read);
            } else {
                outcomes[i] = RowOutcome.rejected(fields.errors());
            }
        }
        Set<DailyRate> changed =
                context.jdbi().withHandle(handle -> rates.putAll(handle, context.settings(), context.history(), all));
        good.forEach((place, read) -> outcomes[place] =
                read.stream().anyMatch(changed::contains) ? RowOutcome.accepted() : RowOutcome.unchanged());
        return new Applied(List.of(outcomes));
    }
}
