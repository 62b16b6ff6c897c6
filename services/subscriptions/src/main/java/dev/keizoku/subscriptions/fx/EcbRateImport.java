package dev.keizoku.subscriptions.fx;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Exchange rates as the European Central Bank publishes them: one row a day, one column a currency, {@code N/A} where the
 * currency was not quoted, all against the euro.
 */
@ApplicationScoped
public class EcbRateImport implements ImportKind {

    private static final Currency EURO = Currency.getInstance("EUR");
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final String NOT_QUOTED = "N/A";

    private final RateRows rows;

    EcbRateImport(RateRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "fx_rate_ecb";
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> chunk) {
        return rows.apply(context, chunk, EcbRateImport::read);
    }

    private static List<DailyRate> read(RowFields fields) {
        String dateColumn = fields.has("Date") ? "Date" : "date";
        LocalDate date = fields.date(dateColumn);
        if (!fields.has(dateColumn)) {
            fields.error(dateColumn, "required", "This field is needed.");
        }
        List<DailyRate> rates = new ArrayList<>();
        for (String column : List.copyOf(fields.prefixed("").keySet())) {
            if (!CODE.matcher(column).matches()) {
                if (!column.equals(dateColumn)) {
                    fields.error(column, "unknown_field", "A column is the date or a currency's code.");
                }
                continue;
            }
            Optional<BigDecimal> rate = fields.as(column, EcbRateImport::rate);
            Currency currency = currency(fields, column);
            if (date != null && currency != null && rate != null && rate.isPresent()) {
                rates.add(new DailyRate(date, EURO, currency, rate.get()));
            }
        }
        return rates;
    }

    private static Optional<BigDecimal> rate(String text) {
        return text.strip().equals(NOT_QUOTED) ? Optional.empty() : Optional.of(DailyRate.parse(text));
    }

    private static @Nullable Currency currency(RowFields fields, String code) {
        try {
            Currency currency = Currencies.of(code);
            if (!currency.equals(EURO)) {
                return currency;
            }
            fields.error(code, "invalid_value", "The rates are against the euro, which needs none.");
        } catch (IllegalArgumentException unknown) {
            fields.error(code, "invalid_value", String.valueOf(unknown.getMessage()));
        }
        return null;
    }
}
