package dev.keizoku.usage.meter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.usage.meter.MeterStore.Defined;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the values of all meters of a tenant, account by account in the order of their ids. */
@Singleton
class AccountValuesStore {

    private static final int FETCH = 1_000;

    private final Jdbi bulk;
    private final MeterConfig config;

    AccountValuesStore(@DataSource("bulk") Jdbi bulk, MeterConfig config) {
        this.bulk = bulk;
        this.config = config;
    }

    /**
     * Which accounts, and as of when.
     *
     * @param day the last day that counts
     * @param knownOn events received on later days are left out
     * @param from the first account id; null for all
     * @param to the account id to stop before; null for no end
     */
    record Slice(
            int tenant,
            LocalDate day,
            LocalDate knownOn,
            @Nullable String from,
            @Nullable String to) {}

    /** A meter and the days its value is of, up to the slice's; {@code to} is the first day after them. */
    record Metered(Defined defined, String period, LocalDate from, LocalDate to) {}

    /** The values of an account, in the order of the meters' ids. */
    record AccountValues(String accountId, List<MeterValue> meters) {}

    /**
     * The value of one meter.
     *
     * @param limit the limit of plans it is held against
     * @param value null when it is not known
     */
    record MeterValue(
            String meterId,
            String limit,
            String aggregation,
            String period,
            LocalDate from,
            LocalDate to,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value) {}

    /** Something done with each row while the database sends the next. */
    interface Sink {
        void accept(AccountValues values) throws IOException;
    }

    /** Hands over every account that events have named by the day. */
    void stream(Slice slice, List<Metered> meters, Sink sink) throws IOException {
        AccountValuesSql sql = new AccountValuesSql(slice, meters, config.gaugeDays());
        bulk.useTransaction(handle -> {
            handle.execute("set local jit = off");
            handle.execute("set local work_mem = '64MB'");
            try (var rows = sql.bind(handle.createQuery(sql.text()))
                    .setFetchSize(FETCH)
                    .map((row, context) -> values(row, meters))
                    .iterator()) {
                while (rows.hasNext()) {
                    sink.accept(rows.next());
                }
            }
        });
    }

    private static AccountValues values(ResultSet row, List<Metered> meters) throws SQLException {
        List<MeterValue> values = new ArrayList<>(meters.size());
        for (int i = 0; i < meters.size(); i++) {
            Metered metered = meters.get(i);
            Defined defined = metered.defined();
            Aggregation aggregation = defined.meter().aggregation();
            BigDecimal value = row.getBigDecimal("m" + i);
            BigDecimal nothing = aggregation.zeroWithoutEvents() ? BigDecimal.ZERO : null;
            values.add(new MeterValue(
                    defined.id(),
                    defined.meter().limitOr(defined.id()),
                    aggregation.wire(),
                    metered.period(),
                    metered.from(),
                    metered.to(),
                    value == null ? nothing : MeterValueStore.plain(value)));
        }
        return new AccountValues(row.getString("account_id"), values);
    }
}
