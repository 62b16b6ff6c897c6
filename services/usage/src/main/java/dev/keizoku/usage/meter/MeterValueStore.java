package dev.keizoku.usage.meter;

import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.BoundedRead;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Works out the values of meters: from the daily counters where they tell, from the events otherwise. */
@Singleton
class MeterValueStore {

    private final Jdbi jdbi;

    MeterValueStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * One window and group.
     *
     * @param groups the values of what was told apart, in the order of the query; null where an event has none
     * @param value null when no event of it has a value
     */
    record Value(
            Instant start,
            List<@Nullable String> groups,
            @Nullable BigDecimal value) {}

    /**
     * The windows and groups that have events, in order.
     *
     * @throws ProblemException 422 when the events cannot be read in time
     */
    List<Value> read(MeterQuery query, int limit) {
        MeterSql sql = new MeterSql(query);
        return BoundedRead.of(() -> jdbi.withHandle(handle -> sql.bind(handle.createQuery(sql.text()))
                .bind("limit", limit)
                .map((row, context) -> value(row, query))
                .list()));
    }

    private static Value value(ResultSet row, MeterQuery query) throws SQLException {
        List<@Nullable String> groups = new ArrayList<>();
        for (int i = 0; i < query.groupBy().size(); i++) {
            groups.add(row.getString("group" + i));
        }
        BigDecimal value = row.getBigDecimal("value");
        return new Value(start(row, query), groups, value == null ? null : plain(value));
    }

    private static Instant start(ResultSet row, MeterQuery query) throws SQLException {
        Window window = query.window();
        Instant start = query.from();
        if (window != null) {
            start = window.ofDays()
                    ? row.getObject("start", LocalDate.class)
                            .atStartOfDay(query.zone())
                            .toInstant()
                    : row.getObject("start", OffsetDateTime.class).toInstant();
        }
        return start.isBefore(query.from()) ? query.from() : start;
    }

    /** Without zeros at its end, and never in powers of ten. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** How many events of the meter there are to read. */
    long events(MeterQuery query) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(sum(count), 0) from usage_day
                        where tenant_no = :tenant and day >= :from and day < :to and name = any(:names)
                            and (cardinality(:accounts) = 0 or account_id = any(:accounts))
                        """)
                .bind("tenant", query.tenant())
                .bind("from", query.fromDay())
                .bind("to", query.toDay())
                .bindArray("names", String.class, query.meter().eventNames())
                .bindArray("accounts", String.class, query.accounts())
                .mapTo(Long.class)
                .one());
    }

    /** The last day until before another on which an account has events of the names. */
    Optional<LocalDate> lastDay(int tenant, String account, List<String> names, LocalDate before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_day.day from account_day
                        join usage_day on usage_day.tenant_no = :tenant and usage_day.day = account_day.day
                            and usage_day.account_id = :account
                        where account_day.tenant_no = :tenant and account_day.account_id = :account
                            and account_day.day < :before and name = any(:names)
                        order by account_day.day desc
                        limit 1
                        """)
                .bind("tenant", tenant)
                .bind("account", account)
                .bind("before", before)
                .bindArray("names", String.class, names)
                .mapTo(LocalDate.class)
                .findOne());
    }

    /** The first day on which anything was counted. */
    Optional<LocalDate> firstDay(int tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select day from usage_day where tenant_no = :tenant order by day limit 1")
                        .bind("tenant", tenant)
                        .mapTo(LocalDate.class)
                        .findOne());
    }

    /** An instant as the driver takes it. */
    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
