package dev.keizoku.usage.rollup;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Many rows as the parameters of one statement, which gets them by {@code unnest}: one array for each column.
 *
 * <p>No staging table: emptying one costs a small write more than everything else it does.
 */
public final class Columns<T> {

    private final Connection connection;
    private final PreparedStatement statement;
    private final List<T> rows;
    private int column;

    private Columns(Connection connection, PreparedStatement statement, List<T> rows) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
    }

    /**
     * A statement that the database reads once. Its connection has to plan it each time ({@code plan_cache_mode}) for
     * the number of rows it is given: a plan for ten is ruin for 10,000.
     */
    public static PreparedStatement statement(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(1);
        return statement;
    }

    public static <T> Columns<T> of(Connection connection, PreparedStatement statement, List<T> rows) {
        return new Columns<>(connection, statement, rows);
    }

    public Columns<T> addLongs(Function<T, @Nullable Long> value) throws SQLException {
        return add("bigint", rows.stream().map(value).toArray(Long[]::new));
    }

    public Columns<T> addIntegers(ToIntFunction<T> value) throws SQLException {
        return add("integer", rows.stream().mapToInt(value).boxed().toArray(Integer[]::new));
    }

    public Columns<T> addTexts(Function<T, String> value) throws SQLException {
        return add("text", rows.stream().map(value).toArray(String[]::new));
    }

    public Columns<T> addNumbers(Function<T, BigDecimal> value) throws SQLException {
        return add("numeric", rows.stream().map(value).toArray(BigDecimal[]::new));
    }

    private Columns<T> add(String type, Object[] values) throws SQLException {
        column++;
        statement.setArray(column, connection.createArrayOf(type, values));
        return this;
    }
}
