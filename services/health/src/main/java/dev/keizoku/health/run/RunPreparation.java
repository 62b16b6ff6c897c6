package dev.keizoku.health.run;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.alert.AlertKind;
import dev.keizoku.health.alert.FleetDay;
import dev.keizoku.health.alert.IngestionAlertWriter;
import dev.keizoku.health.cohort.CohortRankStore;
import dev.keizoku.health.expansion.Catalogue;
import dev.keizoku.health.expansion.Expansion;
import dev.keizoku.health.expansion.ExpansionSettings;
import dev.keizoku.health.play.PlayRules;
import dev.keizoku.health.pull.AccountStreams;
import dev.keizoku.health.score.CohortRanks;
import dev.keizoku.health.score.Scorer;
import dev.keizoku.health.scorecard.DefaultScorecard;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.signal.SignalSettings;
import dev.keizoku.health.signal.rule.SignalRules;
import dev.keizoku.health.stage.StageMachine;
import dev.keizoku.health.touchpoint.TouchpointKind;
import dev.keizoku.health.touchpoint.TouchpointTallies;
import dev.keizoku.health.version.Version;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Decides once per run what all its shards and all its resumptions have to agree on. */
@ApplicationScoped
class RunPreparation {

    private static final int MEETING_DAYS = 365;
    private static final int SURVEY_DAYS = 365;
    private static final int TRAINING_DAYS = 365;

    private static final String DAYS_BEFORE = """
            (select max(day) from score_snapshot
                where tenant = :tenant and day between cast(:day as date) - 7 and cast(:day as date) - 1) as before_day,
            (select max(day) from score_snapshot
                where tenant = :tenant and day between cast(:day as date) - 37 and cast(:day as date) - 30) as trend_day
            """;

    private final Jdbi bulk;
    private final AccountStreams streams;
    private final TouchpointTallies tallies;
    private final Versions versions;
    private final CohortRankStore ranks;
    private final PlayRules.Source playRules;
    private final FleetCheck fleets;
    private final VoiceCheck voices;
    private final IngestionAlertWriter alerts;
    private final Tenants tenants;
    private final Clock clock;

    RunPreparation(
            @DataSource("bulk") Jdbi bulk,
            AccountStreams streams,
            TouchpointTallies tallies,
            Versions versions,
            CohortRankStore ranks,
            PlayRules.Source playRules,
            FleetCheck fleets,
            VoiceCheck voices,
            IngestionAlertWriter alerts,
            Tenants tenants,
            Clock clock) {
        this.bulk = bulk;
        this.streams = streams;
        this.tallies = tallies;
        this.versions = versions;
        this.ranks = ranks;
        this.playRules = playRules;
        this.fleets = fleets;
        this.voices = voices;
        this.alerts = alerts;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** What the tenant sends us at all; where it sends nothing, silence says nothing. */
    private record Flows(boolean usage, boolean support, boolean meetings, boolean surveys, boolean trainings) {

        Flows withSupportFault(boolean fault) {
            return new Flows(usage, support && !fault, meetings, surveys, trainings);
        }
    }

    /** What the last run saw of the day before. */
    private record LastSeen(boolean usageFlows, boolean supportFault) {}

    /** The run as the database has it; what is decided is null until it is prepared. */
    private record Stored(
            LocalDate day,
            Instant knownAt,
            int scorecardVersion,
            @Nullable Integer settingsVersion,
            boolean prepared,
            Flows flows,
            @Nullable LocalDate beforeDay,
            @Nullable LocalDate trendDay) {}

    RunContext prepare(TenantId tenant, UUID run) {
        Stored stored = bulk.withHandle(handle -> read(handle, tenant, run));
        TenantRecord record = tenants.get(tenant);
        if (!stored.prepared()) {
            Stored unprepared = stored;
            boolean usageFlows = streams.usageFlows(tenant, stored.day(), stored.knownAt());
            FleetDay fleet = fleets.on(tenant, stored.day(), stored.knownAt());
            int settingsVersion = versions.pin(tenant, SignalSettings.KIND);
            stored = bulk.inTransaction(handle -> {
                boolean first = decide(handle, record, run, unprepared, usageFlows, fleet, settingsVersion);
                Stored decided = read(handle, tenant, run);
                if (first) {
                    rank(handle, tenant, decided);
                }
                return decided;
            });
        }
        return context(record, run, stored);
    }

    /** For one account on a day that is under way: what its tenant's last run saw of the day before still holds. */
    RunContext ofOne(TenantId tenant, LocalDate day, Instant knownAt) {
        TenantRecord record = tenants.get(tenant);
        LocalDate dayBefore = day.minusDays(1);
        LastSeen seen = bulk.withHandle(handle -> handle.createQuery("""
                select usage_flows and usage_fault is not true as usage, support_fault is true as support_fault
                from score_run
                where tenant = :tenant and day = :day and started_at is not null order by run_no desc limit 1
                """)
                .bind("tenant", tenant.value())
                .bind("day", dayBefore)
                .map((row, context) -> new LastSeen(row.getBoolean("usage"), row.getBoolean("support_fault")))
                .findOne()
                .orElse(null));
        boolean usageFlows = seen == null ? streams.usageFlows(tenant, dayBefore, knownAt) : seen.usageFlows();
        boolean supportFault = seen != null && seen.supportFault();
        int scorecard = versions.pin(tenant, DefaultScorecard.KIND);
        int settingsVersion = versions.pin(tenant, SignalSettings.KIND);
        Stored stored = bulk.withHandle(handle -> {
            Flows flows = flows(handle, record, day, knownAt, usageFlows).withSupportFault(supportFault);
            return handle.createQuery("select " + DAYS_BEFORE)
                    .bind("tenant", tenant.value())
                    .bind("day", day)
                    .map((row, context) -> new Stored(
                            day,
                            knownAt,
                            scorecard,
                            settingsVersion,
                            true,
                            flows,
                            row.getObject("before_day", LocalDate.class),
                            row.getObject("trend_day", LocalDate.class)))
                    .one();
        });
        return context(record, UUID.randomUUID(), stored);
    }

    /** Worked out before any account is scored, from the values of the run before. */
    private void rank(Handle handle, TenantId tenant, Stored stored) {
        if (stored.beforeDay() != null) {
            Scorecard scorecard = versions.version(tenant, DefaultScorecard.KIND, stored.scorecardVersion())
                    .document();
            ranks.keep(handle, tenant, stored.beforeDay(), scorecard.ranked());
        }
    }

    private RunContext context(TenantRecord record, UUID run, Stored stored) {
        TenantId tenant = record.tenant();
        int settingsVersion = Objects.requireNonNullElseGet(
                stored.settingsVersion(), () -> versions.pin(tenant, SignalSettings.KIND));
        Version<ExpansionSettings> proposing = versions.current(tenant, ExpansionSettings.KIND);
        Flows flows = stored.flows();
        Scorecard scorecard = versions.version(tenant, DefaultScorecard.KIND, stored.scorecardVersion())
                .document();
        CohortRanks ranks =
                bulk.withHandle(handle -> this.ranks.upTo(handle, tenant, stored.beforeDay(), scorecard.ranked()));
        return new RunContext(
                tenant,
                run,
                stored.day(),
                stored.knownAt(),
                record.zone(),
                stored.scorecardVersion(),
                new Scorer(scorecard, ranks),
                new StageMachine(scorecard.stageRules()),
                flows.usage(),
                flows.support(),
                stored.beforeDay(),
                stored.trendDay(),
                streams.featureReleases(tenant, record.zone()),
                settingsVersion,
                new SignalRules(
                        versions.version(tenant, SignalSettings.KIND, settingsVersion)
                                .document(),
                        BusinessCalendar.of(record),
                        new SignalRules.Flows(flows.meetings(), flows.surveys(), flows.trainings())),
                proposing.number(),
                new Expansion(proposing.document(), new Catalogue(streams.plans(tenant)), scorecard.stageRules()),
                playRules.of(record));
    }

    /** Says whether it was this worker that decided. */
    private boolean decide(
            Handle handle,
            TenantRecord record,
            UUID run,
            Stored stored,
            boolean usageFlows,
            FleetDay fleet,
            int settingsVersion) {
        TenantId tenant = record.tenant();
        Flows flows = flows(handle, record, stored.day(), stored.knownAt(), usageFlows);
        boolean fault = fleet.fell() && !BusinessCalendar.of(record).holiday(stored.day());
        VoiceCheck.Seen voice = voices.on(handle, record, stored.day(), stored.knownAt());
        // Another worker may have decided meanwhile; the first decision stands.
        int first = handle.createUpdate("""
                update score_run set started_at = :now, usage_flows = :usage, support_flows = :support,
                    meetings_flow = :meetings, surveys_flow = :surveys,
                    trainings_flow = :trainings, usage_fault = :fault,
                    support_fault = :support_fault,
                    signal_settings_version = :settings, before_day = before.before_day, trend_day = before.trend_day
                from (select %s) before
                where tenant = :tenant and run_id = :run and started_at is null
                """.formatted(DAYS_BEFORE))
                .bind("tenant", tenant.value())
                .bind("run", run)
                .bind("day", stored.day())
                .bind("usage", flows.usage())
                .bind("support", flows.support())
                .bind("meetings", flows.meetings())
                .bind("surveys", flows.surveys())
                .bind("trainings", flows.trainings())
                .bind("fault", fault)
                .bind("support_fault", voice.fault())
                .bind("settings", settingsVersion)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
        if (first == 1) {
            report(handle, tenant, stored.day(), fleet, fault);
            voices.report(handle, record, stored.day(), voice);
        }
        return first == 1;
    }

    /** Nothing is over while too few accounts can be compared. */
    private void report(Handle handle, TenantId tenant, LocalDate day, FleetDay fleet, boolean fault) {
        if (fault && fleet.ratio() != null) {
            Map<String, Object> evidence =
                    Map.of("day", day.toString(), "ratio", fleet.ratio(), "accounts", fleet.accounts());
            alerts.open(handle, tenant, AlertKind.USAGE_FELL, day, evidence);
        } else if (fleet.ratio() != null && !fleet.fell()) {
            alerts.resolve(handle, tenant, AlertKind.USAGE_FELL, day);
        }
    }

    private Flows flows(Handle handle, TenantRecord record, LocalDate day, Instant knownAt, boolean usageFlows) {
        TouchpointTallies.AsOf asOf = new TouchpointTallies.AsOf(day, record.zone(), knownAt);
        TenantId tenant = record.tenant();
        return new Flows(
                usageFlows,
                tallies.supportFlows(handle, tenant, asOf),
                tallies.flows(handle, tenant, TouchpointKind.MEETING, MEETING_DAYS, asOf),
                tallies.flows(handle, tenant, TouchpointKind.SURVEY_ANSWER, SURVEY_DAYS, asOf),
                tallies.flows(handle, tenant, TouchpointKind.TRAINING, TRAINING_DAYS, asOf));
    }

    private static Stored read(Handle handle, TenantId tenant, UUID run) {
        return handle.createQuery("select * from score_run where tenant = :tenant and run_id = :run")
                .bind("tenant", tenant.value())
                .bind("run", run)
                .map((row, context) -> new Stored(
                        row.getObject("day", LocalDate.class),
                        row.getObject("known_at", OffsetDateTime.class).toInstant(),
                        row.getInt("scorecard_version"),
                        row.getObject("signal_settings_version", Integer.class),
                        row.getObject("started_at") != null,
                        new Flows(
                                row.getBoolean("usage_flows") && !row.getBoolean("usage_fault"),
                                row.getBoolean("support_flows") && !row.getBoolean("support_fault"),
                                row.getBoolean("meetings_flow"),
                                row.getBoolean("surveys_flow"),
                                row.getBoolean("trainings_flow")),
                        row.getObject("before_day", LocalDate.class),
                        row.getObject("trend_day", LocalDate.class)))
                .one();
    }
}
