package dev.keizoku.subscriptions.fx;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be done with rates. Each that is new or another is a row of the feed in the same transaction. */
@ApplicationScoped
public class DailyRates {

    private final FxRateStore store;
    private final FeedStore feed;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    DailyRates(FxRateStore store, FeedStore feed, Tenants tenants, Jdbi jdbi, Clock clock) {
        this.store = store;
        this.feed = feed;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** How rows of the feed tell of a rate. */
    private record Told(
            LocalDate date,
            Currency base,
            Currency currency,

            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal rate) {
        static Told of(DailyRate rate) {
            return new Told(rate.date(), rate.base(), rate.currency(), rate.rate());
        }
    }

    /** Adds or replaces rates of one day and base; every rate of them that is then known. */
    @Transactional
    public List<DailyRate> put(TenantId tenant, LocalDate date, Currency base, List<DailyRate> rates) {
        TenantRecord settings = tenants.get(tenant);
        return jdbi.withHandle(handle -> {
            putAll(handle, settings, false, rates);
            return store.day(handle, tenant, date, base);
        });
    }

    /**
     * Adds or replaces many rates inside the caller's transaction; those that were not known so before. Of two for the
     * same day and pair the later counts.
     *
     * @param history whether rates of past days count as known at the start of their day
     */
    Set<DailyRate> putAll(Handle handle, TenantRecord settings, boolean history, Collection<DailyRate> rates) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        TreeMap<DailyRate, DailyRate> last = new TreeMap<>(DailyRate.ORDER);
        for (DailyRate rate : rates) {
            last.remove(rate);
            last.put(rate, rate);
        }
        List<DailyRate> changed = store.put(handle, settings.tenant(), last.values(), now).stream()
                .sorted(DailyRate.ORDER)
                .toList();
        List<FeedEntry> entries = changed.stream()
                .map(rate ->
                        new FeedEntry(FeedEntry.Type.FX_RATE, knownAt(rate, settings, history, now), Told.of(rate)))
                .toList();
        feed.append(handle, settings.tenant(), now, entries);
        return new HashSet<>(changed);
    }

    /** What one unit of a currency was worth in another on a day; null when that is not known. */
    @Transactional
    public FxRates.@Nullable Found find(TenantId tenant, LocalDate day, Currency from, Currency to) {
        List<String> codes = List.of(from.getCurrencyCode(), to.getCurrencyCode());
        return jdbi.withHandle(handle ->
                FxRates.of(store.lastUntil(handle, tenant, day, codes)).find(day, from, to));
    }

    @Transactional
    List<DailyRate> list(
            TenantId tenant,
            FxRateStore.@Nullable Position after,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            List<String> currencies,
            int limit) {
        return jdbi.withHandle(handle -> store.list(handle, tenant, after, from, to, currencies, limit));
    }

    private static Instant knownAt(DailyRate rate, TenantRecord settings, boolean history, Instant now) {
        Instant own = rate.date().atStartOfDay(settings.zone()).toInstant();
        return history && own.isBefore(now) ? own : now;
    }
}
