package dev.keizoku.subscriptions.fx;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rates' rows. */
@Singleton
class FxRateStore {

    private static final RowMapper<DailyRate> RATE = (row, context) -> new DailyRate(
            row.getObject("date", LocalDate.class),
            Currency.getInstance(row.getString("base")),
            Currency.getInstance(row.getString("currency")),
            row.getBigDecimal("rate"));

    /** Stores rates, at most one for a day and pair; those that were not known so before. */
    List<DailyRate> put(Handle handle, TenantId tenant, Collection<DailyRate> rates, Instant now) {
        return handle.createQuery("""
                        insert into fx_rate as known (tenant, date, base, currency, rate, updated_at)
                        select :tenant, cast(line.date as date), line.base, line.currency, cast(line.rate as numeric), :now
                        from unnest(:dates, :bases, :currencies, :rates) as line (date, base, currency, rate)
                        order by line.date, line.base collate "C", line.currency collate "C"
                        on conflict (tenant, date, base, currency)
                            do update set rate = excluded.rate, updated_at = excluded.updated_at
                            where known.rate <> excluded.rate
                        returning date, base, currency, rate
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("dates", Bind.column(rates, DailyRate::date))
                .bind("bases", Bind.column(rates, DailyRate::base))
                .bind("currencies", Bind.column(rates, DailyRate::currency))
                .bind("rates", Bind.column(rates, DailyRate::rate))
                .map(RATE)
                .list();
    }

    /** The rates of one day against a base. */
    List<DailyRate> day(Handle handle, TenantId tenant, LocalDate date, Currency base) {
        return handle.createQuery("""
                        select date, base, currency, rate from fx_rate
                        where tenant = :tenant and date = :date and base = :base order by currency
                        """)
                .bind("tenant", tenant.value())
                .bind("date", date)
                .bind("base", base.getCurrencyCode())
                .map(RATE)
                .list();
    }

    /** The last rates until a day that touch one of the currencies: what a lookup of that day needs. */
    List<DailyRate> lastUntil(Handle handle, TenantId tenant, LocalDate date, List<String> currencies) {
        return handle.createQuery("""
                        select distinct on (base, currency) date, base, currency, rate from fx_rate
                        where tenant = :tenant and date <= :date and currency = any(:currencies)
                        order by base, currency, date desc
                        """)
                .bind("tenant", tenant.value())
                .bind("date", date)
                .bind("currencies", Bind.texts(currencies))
                .map(RATE)
                .list();
    }

    /**
     * The next rates by day, base and currency.
     *
     * @param after the position of the last one that was read; all when null
     * @param currencies only of these; of any when empty
     */
    List<DailyRate> list(
            Handle handle,
            TenantId tenant,
            @Nullable Position after,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            List<String> currencies,
            int limit) {
        return handle.createQuery("""
                        select date, base, currency, rate from fx_rate
                        where tenant = :tenant
                            and date >= coalesce(cast(:from as date), date '0001-01-01')
                            and (cast(:to as date) is null or date < :to)
                            and (:any or currency = any(:currencies))
                            and (cast(:date as date) is null or (date, base, currency) > (:date, :base, :currency))
                        order by date, base, currency limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("from", from)
                .bind("to", to)
                .bind("any", currencies.isEmpty())
                .bind("currencies", Bind.texts(currencies))
                .bind("date", after == null ? null : after.date())
                .bind("base", after == null ? null : after.base())
                .bind("currency", after == null ? null : after.currency())
                .bind("limit", limit)
                .map(RATE)
                .list();
    }

    /** Where a reader of the list stands. */
    record Position(LocalDate date, String base, String currency) {

        static Position of(DailyRate rate) {
            return new Position(
                    rate.date(), rate.base().getCurrencyCode(), rate.currency().getCurrencyCode());
        }

        static Position parse(String text) {
            String[] parts = text.split(" ", -1);
            return new Position(LocalDate.parse(parts[0]), parts[1], parts[2]);
        }

        String text() {
            return date + " " + base + " " + currency;
        }
    }
}
