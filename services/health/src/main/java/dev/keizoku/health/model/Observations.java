package dev.keizoku.health.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.pull.FactStream;
import dev.keizoku.health.pull.StreamSlice;
import dev.keizoku.kernel.TenantRecord;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Looks at the months that are over and have not been looked at, each once and from what was known before it. */
@ApplicationScoped
class Observations {

    private static final int BATCH = 1_000;
    private static final int MOST_MONTHS = 60;

    private final PastScores scores;
    private final ObservationStore store;
    private final FactStream facts;
    private final ObjectMapper mapper;
    private final Jdbi bulk;
    private final Clock clock;

    Observations(
            PastScores scores,
            ObservationStore store,
            FactStream facts,
            ObjectMapper mapper,
            @DataSource("bulk") Jdbi bulk,
            Clock clock) {
        this.scores = scores;
        this.store = store;
        this.facts = facts;
        this.mapper = mapper;
        this.bulk = bulk;
        this.clock = clock;
    }

    /** Brings the observations up to date. */
    void observe(TenantRecord tenant) {
        PastScores.Span span = scores.span(tenant.tenant()).orElse(null);
        if (span == null) {
            return;
        }
        Set<YearMonth> done = store.observed(tenant.tenant());
        YearMonth last = YearMonth.from(span.last());
        YearMonth month = YearMonth.from(span.first());
        if (month.isBefore(last.minusMonths(MOST_MONTHS))) {
            month = last.minusMonths(MOST_MONTHS);
        }
        for (; !month.isAfter(last); month = month.plusMonths(1)) {
            Period period = new Period(month);
            if (!done.contains(month) && !span.last().isBefore(period.backBy())) {
                observe(tenant, period);
            }
        }
    }

    private void observe(TenantRecord tenant, Period period) {
        PastScores.Days days = scores.days(tenant.tenant(), period);
        Instant now = clock.instant();
        LocalDate observedOn = days.observed();
        if (observedOn == null || days.before() == null || days.end() == null || days.later() == null) {
            bulk.useHandle(handle -> ObservationStore.mark(handle, tenant.tenant(), period.month(), null, now));
            return;
        }
        Instant dayOver = observedOn.plusDays(1).atStartOfDay(tenant.zone()).toInstant();
        StreamSlice then = new StreamSlice(observedOn, dayOver, null, null, null);
        StreamSlice since = new StreamSlice(days.later(), now, null, null, null);
        try (ByAccount<Profile> profiles =
                        new ByAccount<>(() -> facts.open(tenant.tenant(), then, Profile.class), Profile::accountId);
                ByAccount<Ending> endings =
                        new ByAccount<>(() -> facts.open(tenant.tenant(), since, Ending.class), Ending::accountId)) {
            bulk.useTransaction(handle -> {
                if (ObservationStore.mark(handle, tenant.tenant(), period.month(), observedOn, now)) {
                    List<ObservedRow> rows = new ArrayList<>();
                    scores.each(handle, tenant, period, days, stored -> {
                        Profile profile = profiles.of(stored.accountId());
                        if (profile != null && profile.customer()) {
                            Ending end = stored.known().gone() ? endings.of(stored.accountId()) : null;
                            rows.add(row(tenant, period, observedOn, stored, profile, end));
                        }
                        if (rows.size() == BATCH) {
                            store.add(handle, tenant.tenant(), rows);
                            rows.clear();
                        }
                    });
                    store.add(handle, tenant.tenant(), rows);
                    profiles.finish();
                    endings.finish();
                }
            });
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }

    private ObservedRow row(
            TenantRecord tenant,
            Period period,
            LocalDate observedOn,
            StoredScore stored,
            Profile profile,
            @Nullable Ending end) {
        Known known = stored.known().with(end);
        Outcome outcome =
                Observing.judge(profile.cancelAt() == null ? known : known.withNotice(), observedOn, tenant.zone());
        return new ObservedRow(
                period.from(),
                stored.accountId(),
                observedOn,
                outcome,
                stored.measures(),
                stored.computed(),
                stored.band(),
                new ObservedRow.Standing(stored.stage(), stored.riskLevel(), profile.quantity()),
                stored.signals(),
                stored.firstSignOn(),
                profile.clock(observedOn, period.month()),
                profile.planIds(),
                attributes(profile),
                stored.treated(),
                end == null ? null : end.endedOn());
    }

    private String attributes(Profile profile) {
        try {
            return mapper.writeValueAsString(profile.attributes());
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
