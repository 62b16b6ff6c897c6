package dev.keizoku.usage.pack;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.usage.pack.PackedDays.Counts;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * What was counted of many accounts, one after another: from packs where they are true, else from the rollups.
 *
 * <p>Exact whatever is packed: packs are a copy, and the transaction has to see one moment (repeatable read). Of a long
 * list only a few hundred rows are held.
 */
public final class CountedAccounts {

    private static final int FETCH = 500;
    private static final int FETCH_ROLLUPS = 2_000;
    private static final int BINARY = -1;

    private CountedAccounts() {}

    /**
     * What is to be known.
     *
     * @param since the first day that is told day by day; what came before is told in short
     * @param day the last day that is looked at; a few later ones may be told
     * @param known events received on later days are left out
     * @param detailed whether users and things are asked for, and not only how much there was
     * @param from the first account
     * @param to the account to stop before; null for no end
     * @param one whether it is about {@code from} only
     */
    public record Question(
            int tenant,
            LocalDate since,
            LocalDate day,
            LocalDate known,
            boolean detailed,
            String from,
            @Nullable String to,
            boolean one) {}

    /** Something done with an account while the database sends the next. */
    public interface Sink<C> {
        void accept(C counts) throws IOException;
    }

    private interface Line {
        String account();
    }

    // Bytes are compared by nobody.
    @SuppressWarnings("ArrayRecordComponent")
    private record Packed(String account, Block block, long coversTo, byte[] days, byte @Nullable [] detail)
            implements Line {

        boolean covers(long day) {
            return day >= block.firstEpochDay() && day < coversTo;
        }

        void tell(Counts to) {
            PackedDays.days(block, days, to);
            if (detail != null) {
                PackedDays.detail(block, detail, to);
            }
        }
    }

    private record Rollup(String account, long day, String name, String user, String feature, long count)
            implements Line {}

    private record Early(String account, Before before) implements Line {}

    private static final RowMapper<Packed> PACKED = (row, context) -> new Packed(
            row.getString(1),
            new Block(row.getInt(2)),
            row.getObject(3, LocalDate.class).toEpochDay(),
            row.getBytes(4),
            row.getBytes(5));

    private static final RowMapper<Rollup> ROLLUP = (row, context) -> new Rollup(
            row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5), row.getLong(6));

    private static final RowMapper<Early> EARLY = (row, context) -> new Early(
            row.getString(1),
            new Before(
                    row.getObject(2, LocalDate.class),
                    row.getObject(3, LocalDate.class),
                    row.getObject(4, LocalDate.class)));

    /** Tells each account to what {@code begin} makes for it, in the order of their ids, and hands that over. */
    public static <C extends Counts> void each(Handle handle, Question question, Function<String, C> begin, Sink<C> end)
            throws IOException {
        LocalDate packedTo = PackState.packedTo(handle, question.tenant());
        try (Cursor<Packed> packs = new Cursor<>(
                        query(handle, CountedSql.packs(question.one()), question, packedTo), PACKED, FETCH);
                Cursor<Rollup> rollups = new Cursor<>(
                        query(handle, CountedSql.rollups(question.one()), question, packedTo), ROLLUP, FETCH_ROLLUPS);
                Cursor<Early> early = new Cursor<>(
                        query(handle, CountedSql.before(question.one()), question, packedTo), EARLY, FETCH)) {
            List<Packed> told = new ArrayList<>();
            String account = first(packs, rollups, early);
            while (account != null) {
                C counts = begin.apply(account);
                while (early.isAt(account)) {
                    counts.before(early.take().before());
                }
                told.clear();
                while (packs.isAt(account)) {
                    Packed pack = packs.take();
                    pack.tell(counts);
                    told.add(pack);
                }
                while (rollups.isAt(account)) {
                    Rollup rollup = rollups.take();
                    if (told.stream().noneMatch(pack -> pack.covers(rollup.day()))) {
                        counts.rollup(rollup.day(), rollup.name(), rollup.user(), rollup.feature(), rollup.count());
                    }
                }
                end.accept(counts);
                account = first(packs, rollups, early);
            }
        }
    }

    private static @Nullable String first(Cursor<?>... cursors) {
        return Stream.of(cursors)
                .flatMap(cursor -> Stream.ofNullable(cursor.account()))
                .min(Comparator.comparing(Function.identity(), CallerId.BYTEWISE))
                .orElse(null);
    }

    private static Query query(Handle handle, String sql, Question question, LocalDate packedTo) {
        Query query = handle.createQuery(sql)
                .bind("tenant", question.tenant())
                .bind("since", question.since())
                .bind("day", question.day())
                .bind("known", question.known())
                .bind("from", question.from());
        if (sql.contains(":packed_to")) {
            query.bind("packed_to", packedTo);
        }
        if (sql.contains(":detailed")) {
            query.bind("detailed", question.detailed());
        }
        if (sql.contains(":to ")) {
            query.bind("to", question.to() == null ? "" : question.to());
        }
        return query;
    }

    /** Rows in the order of their accounts, with a look at the next. */
    private static final class Cursor<T extends Line> implements AutoCloseable {

        private final ResultIterator<T> rows;
        private @Nullable T next;

        Cursor(Query query, RowMapper<T> mapper, int fetch) {
            this.rows = query.setFetchSize(fetch)
                    .addCustomizer(new StatementCustomizer() {
                        @Override
                        public void beforeExecution(PreparedStatement statement, StatementContext context)
                                throws SQLException {
                            statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY);
                        }
                    })
                    .map(mapper)
                    .iterator();
            this.next = rows.hasNext() ? rows.next() : null;
        }

        @Nullable String account() {
            return next == null ? null : next.account();
        }

        boolean isAt(String account) {
            return next != null && next.account().equals(account);
        }

        T take() {
            T taken = next;
            if (taken == null) {
                throw new IllegalStateException("There is no row left.");
            }
            next = rows.hasNext() ? rows.next() : null;
            return taken;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
