package dev.keizoku.usage.measure;

import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads what measures are made of from the rollups: of one account, or of all in the order of their ids. */
@Singleton
final class MeasureStore {

    /** An account's row may be long: there is one entry for each name and feature. */
    private static final int FETCH = 250;

    private static final int FETCH_WEEKS = 5000;

    private final Jdbi requests;
    private final Jdbi bulk;

    MeasureStore(Jdbi requests, @DataSource("bulk") Jdbi bulk) {
        this.requests = requests;
        this.bulk = bulk;
    }

    /** How much is measured, and how many days of users and features that takes. */
    enum Depth {
        ACTIVITY(Windows.RECENT, Windows.RECENT),
        EVERYTHING(Windows.LONGEST, Trials.DAYS);

        private final int userDays;
        private final int featureDays;

        Depth(int userDays, int featureDays) {
            this.userDays = userDays;
            this.featureDays = featureDays;
        }
    }

    /**
     * Which measures are asked for.
     *
     * @param knownOn events received on later days are left out
     * @param from the first account id; null for all
     * @param to the account id to stop before; null for no end
     */
    record Slice(
            int tenant,
            LocalDate day,
            LocalDate knownOn,
            Depth depth,
            @Nullable String from,
            @Nullable String to) {}

    /** Something done with each row while the database sends the next. */
    interface Sink {
        void accept(AccountTally tally) throws IOException;
    }

    /** The account that the slice begins with. */
    Optional<AccountTally> one(Slice slice) {
        return requests.withHandle(handle -> query(handle, TallySql.ONE, slice)
                .map((row, context) -> TallyRow.of(row, slice.day()))
                .findOne());
    }

    /** Hands over every account's tally, sorted by id, holding a few hundred of them at most. */
    void stream(Slice slice, Sink sink) throws IOException {
        bulk.useTransaction(handle -> {
            handle.execute("set local jit = off");
            handle.execute("set local work_mem = '128MB'");
            boolean all = slice.from() == null && slice.to() == null;
            try (var rows = query(handle, all ? TallySql.ALL : TallySql.RANGE, slice)
                    .setFetchSize(FETCH)
                    .map((row, context) -> TallyRow.of(row, slice.day()))
                    .iterator()) {
                while (rows.hasNext()) {
                    sink.accept(rows.next());
                }
            }
        });
    }

    /** For every account of the tenant that has a usual week, the last one's ratio to it; in no order. */
    double[] weekRatios(int tenant, LocalDate day, LocalDate knownOn) {
        return bulk.inTransaction(handle -> {
            handle.execute("set local jit = off");
            handle.execute("set local work_mem = '64MB'");
            try (var ratios = handle
                    .createQuery(TallySql.WEEKS)
                    .bind("tenant", tenant)
                    .bind("day", day)
                    .bind("known", knownOn)
                    .setFetchSize(FETCH_WEEKS)
                    .map((row, context) -> {
                        long[] weeks = new long[WeekRatio.WEEKS];
                        for (int week = 0; week < weeks.length; week++) {
                            weeks[week] = row.getLong("week_" + week);
                        }
                        return WeekRatio.of(weeks, row.getInt("known_days"));
                    })
                    .stream()) {
                return ratios.flatMap(week -> Stream.ofNullable(week.ratio()))
                        .mapToDouble(Double::doubleValue)
                        .toArray();
            }
        });
    }

    private static Query query(Handle handle, String sql, Slice slice) {
        Query query = handle.createQuery(sql)
                .bind("tenant", slice.tenant())
                .bind("day", slice.day())
                .bind("known", slice.knownOn())
                .bind("user_days", slice.depth().userDays)
                .bind("feature_days", slice.depth().featureDays);
        if (sql.contains(":from")) {
            query.bind("from", slice.from() == null ? "" : slice.from());
        }
        if (sql.contains(":to")) {
            query.bind("to", slice.to() == null ? "" : slice.to());
        }
        return query;
    }
}
