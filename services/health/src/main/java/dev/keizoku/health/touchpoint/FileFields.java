package dev.keizoku.health.touchpoint;

import dev.keizoku.imports.RowFields;
import dev.keizoku.kernel.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a row of a file; lists are separated by semicolons or bars. */
record FileFields(RowFields row) implements SentFields {

    @Override
    public boolean has(String name) {
        return row.has(name);
    }

    @Override
    public @Nullable String text(String name) {
        return row.text(name);
    }

    @Override
    public @Nullable Instant instant(String name) {
        return row.instant(name);
    }

    @Override
    public @Nullable LocalDate date(String name) {
        return row.date(name);
    }

    @Override
    public @Nullable Integer integer(String name) {
        return row.integer(name);
    }

    @Override
    public @Nullable BigDecimal decimal(String name) {
        return row.decimal(name);
    }

    @Override
    public @Nullable Boolean bool(String name) {
        return row.bool(name);
    }

    @Override
    public @Nullable List<String> texts(String name) {
        String text = row.text(name);
        return text == null
                ? null
                : Arrays.stream(text.split("[;|]", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    @Override
    public void error(String name, String code, String detail) {
        row.error(name, code, detail);
    }

    @Override
    public List<FieldError> errors() {
        return row.errors();
    }
}
