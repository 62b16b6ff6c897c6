package dev.keizoku.subscriptions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** Values as PostgreSQL's driver wants them bound. */
public final class Bind {

    private Bind() {}

    /** An array of text, for {@code = any(:name)}. */
    public static Argument texts(Collection<String> values) {
        Object[] array = values.toArray();
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("text", array));
    }

    /** An array of bytes, for {@code bytea[]}. */
    public static Argument bytes(Collection<byte[]> values) {
        Object[] array = values.toArray(byte[][]::new);
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("bytea", array));
    }

    /**
     * One value of each row as an array of text, for {@code unnest(:name)}: the way many rows reach a statement for the
     * least work on either side.
     */
    public static <T> Argument column(Collection<T> rows, Function<T, @Nullable Object> value) {
        @Nullable String[] texts = new String[rows.size()];
        int next = 0;
        for (T row : rows) {
            Object each = value.apply(row);
            texts[next++] = each instanceof BigDecimal number ? number.toPlainString() : Objects.toString(each, null);
        }
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("text", texts));
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
