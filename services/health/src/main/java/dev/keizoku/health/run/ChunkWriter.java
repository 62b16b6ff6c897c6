package dev.keizoku.health.run;

import dev.keizoku.health.notice.NoticeWriter;
import dev.keizoku.health.play.PlayWriter;
import dev.keizoku.health.play.Standing;
import dev.keizoku.health.pull.JoinedAccount;
import dev.keizoku.health.segment.SegmentWriter;
import dev.keizoku.health.segment.SegmentedAccount;
import dev.keizoku.health.signal.SignalWriter;
import dev.keizoku.kernel.TableStatistics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stretch of accounts in one transaction: scores, history, signals, what moved for a CRM, what is told of
 * it, and how far the run has come. Either all of it is there or none, so a run that is killed goes on where it was.
 */
@ApplicationScoped
class ChunkWriter {

    private final Jdbi bulk;
    private final LeaseStore leases;
    private final ChunkScorer scorer;
    private final ScoreStage stage;
    private final CurrentScores current;
    private final RiskStage risks;
    private final SignalWriter signals;
    private final ExpansionStage expansions;
    private final StandingStage standings;
    private final OnboardingStage onboardings;
    private final PlayWriter plays;
    private final NoticeWriter notices;
    private final SegmentWriter segments;
    private final Clock clock;
    private final Counter scoredAccounts;

    ChunkWriter(
            @DataSource("bulk") Jdbi bulk,
            LeaseStore leases,
            ChunkScorer scorer,
            ScoreStage stage,
            CurrentScores current,
            RiskStage risks,
            SignalWriter signals,
            ExpansionStage expansions,
            StandingStage standings,
            OnboardingStage onboardings,
            PlayWriter plays,
            NoticeWriter notices,
            SegmentWriter segments,
            Clock clock,
            MeterRegistry meters) {
        this.bulk = bulk;
        this.leases = leases;
        this.scorer = scorer;
        this.stage = stage;
        this.current = current;
        this.risks = risks;
        this.signals = signals;
        this.expansions = expansions;
        this.standings = standings;
        this.onboardings = onboardings;
        this.plays = plays;
        this.notices = notices;
        this.segments = segments;
        this.clock = clock;
        this.scoredAccounts = meters.counter("keizoku.scored.accounts");
    }

    /**
     * Scores and writes the accounts.
     *
     * @param after the last account that was done before, null for none
     * @param last whether they are the last of the shard
     * @return the last account that is done now
     */
    @Nullable String write(RunContext context, Lease lease, @Nullable String after, List<JoinedAccount> accounts, boolean last) {
        String position = accounts.isEmpty() ? after : accounts.getLast().fact().accountId();
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        bulk.useTransaction(handle -> {
            leases.hold(handle, lease);
            Turn.among(handle, context.tenant());
            CurrentScores.Stretch stretch =
                    CurrentScores.Stretch.of(after, lease.from(), last ? null : position, lease.to());
            apply(handle, context, accounts, stretch, now, scored -> {
                segments.append(
                        handle, context.tenant(), context.run(), String.valueOf(position), segmented(context, scored));
                leases.advance(handle, lease, position, scored.size(), last);
                if (last && finish(handle, context, now)) {
                    segments.close(handle, context.tenant(), context.run(), context.day());
                }
            });
            TableStatistics.report(handle);
        });
        scoredAccounts.increment(accounts.size());
        TableStatistics.refreshGrown(bulk, context.tenant().value());
        return position;
    }

    /** Scores and writes one account by itself, while no run of the tenant writes. */
    void writeOne(RunContext context, String account, List<JoinedAccount> accounts) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        bulk.useTransaction(handle -> {
            Turn.alone(handle, context.tenant());
            CurrentScores.Stretch stretch = CurrentScores.Stretch.of(null, account, account, null);
            apply(handle, context, accounts, stretch, now, scored -> {});
        });
    }

    /**
     * Everything that follows from what is known of the accounts.
     *
     * @param beforeNumbers is told who was scored; change numbers are taken last
     */
    private void apply(
            Handle handle,
            RunContext context,
            List<JoinedAccount> accounts,
            CurrentScores.Stretch stretch,
            OffsetDateTime now,
            Consumer<List<ScoredAccount>> beforeNumbers) {
        List<ScoredAccount> scored = scorer.score(handle, context, accounts);
        stage.load(handle, scored);
        risks.load(handle, scored);
        expansions.load(handle, context, scored);
        standings.load(handle, context, accounts, scored);
        onboardings.load(handle, scored);
        stage.append(handle, context, now);
        risks.append(handle, context, now);
        if (current.keepOnlyNewer(handle, context) > 0) {
            risks.keepStaged(handle);
            expansions.keepStaged(handle);
        }
        NoticeWriter.Moment moment = new NoticeWriter.Moment(
                context.tenant(), context.day(), context.plays().today(), now.toInstant());
        notices.remember(handle, moment);
        signals.react(handle, context.tenant(), context.day());
        expansions.react(handle, context);
        onboardings.react(handle, context);
        List<UUID> opened = plays.react(handle, context.tenant(), context.day(), context.plays());
        long changes = current.findChanges(handle, context, stretch);
        notices.rememberLeavers(handle, moment);
        signals.leave(handle, context.tenant(), context.day());
        expansions.leave(handle, context.tenant());
        onboardings.leave(handle, context);
        plays.leave(handle, context.tenant(), context.day());
        long told = notices.stage(handle, moment, opened);
        beforeNumbers.accept(scored);
        current.write(handle, context, changes, now);
        notices.append(handle, moment, told);
    }

    private static List<SegmentedAccount> segmented(RunContext context, List<ScoredAccount> scored) {
        return scored.stream()
                .map(account -> new SegmentedAccount(
                        account.day(),
                        Standing.of(
                                account.fact(),
                                account.day().balance(),
                                account.score().band(),
                                account.look().risk(),
                                context.day(),
                                context.plays().settings().attributes()),
                        account.stage().stage(),
                        account.score().effective()))
                .toList();
    }

    /** Says whether the run is done, with the last shard of it. */
    private static boolean finish(Handle handle, RunContext context, OffsetDateTime now) {
        Update lock = handle.createUpdate("""
                update score_run set waiting_for = null where tenant = :tenant and run_id = :run
                """);
        lock.bind("tenant", context.tenant().value()).bind("run", context.run()).execute();
        return handle.createUpdate("""
                update score_run r set status = 'done', finished_at = :now, accounts_total = (
                    select sum(accounts_done) from job_run j where j.tenant = r.tenant and j.business_day = r.day
                        and j.job = case r.kind when 'night' then 'night' else r.run_id::text end)
                where tenant = :tenant and run_id = :run and not exists (
                    select from job_run j where j.tenant = r.tenant and j.business_day = r.day and j.status <> 'done'
                        and j.job = case r.kind when 'night' then 'night' else r.run_id::text end)
                """)
                        .bind("tenant", context.tenant().value())
                        .bind("run", context.run())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    static Update context(Update update, RunContext context) {
        return update.bind("tenant", context.tenant().value())
                .bind("day", context.day())
                .bind("run", context.run())
                .bind("known_at", context.knownAt().atOffset(ZoneOffset.UTC))
                .bind("version", context.scorecardVersion());
    }
}
