package dev.keizoku.metrics.report;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The exchange rates the feed has told. */
@Singleton
class FxRateStore {

    private final Jdbi jdbi;

    FxRateStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The rates of some currencies up to a day.
     *
     * @param knownAt leaves out what was learnt later; null for all that is known now
     */
    FxRates of(String tenant, Collection<String> currencies, LocalDate until, @Nullable Instant knownAt) {
        FxRates rates = new FxRates();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select distinct on (base, currency, day) base, currency, day, rate from fx_rate
                        where tenant = :tenant and currency = any(:currencies) and day <= :until
                            and known_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by base, currency, day, seq desc
                        """)
                .bind("tenant", tenant)
                .bindArray("currencies", String.class, List.copyOf(currencies))
                .bind("until", until)
                .bind("knownAt", knownAt)
                .map((row, context) -> rates.add(
                        row.getString("base"),
                        row.getString("currency"),
                        row.getObject("day", LocalDate.class),
                        row.getBigDecimal("rate")))
                .forEach(any -> {}));
        return rates;
    }
}
