package dev.keizoku.subscriptions.fx;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** Exchange rates from files, one a row. */
@ApplicationScoped
public class FxRateImport implements ImportKind {

    private final RateRows rows;

    FxRateImport(RateRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "fx_rate";
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> chunk) {
        return rows.apply(context, chunk, FxRateImport::read);
    }

    private static List<DailyRate> read(RowFields fields) {
        LocalDate date = fields.date("date");
        if (!fields.has("date")) {
            fields.error("date", "required", "This field is needed.");
        }
        Currency base = fields.requiredAs("base", Currencies::of);
        Currency currency = fields.requiredAs("currency", Currencies::of);
        BigDecimal rate = fields.requiredAs("rate", DailyRate::parse);
        if (date == null || base == null || currency == null || rate == null) {
            return List.of();
        }
        if (base.equals(currency)) {
            fields.error("currency", "invalid_value", "A currency against itself is always 1 and needs no rate.");
            return List.of();
        }
        return List.of(new DailyRate(date, base, currency, rate));
    }
}
