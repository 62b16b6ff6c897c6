package dev.keizoku.health.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.expansion.Expansion;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.measure.Fleet;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.override.OverridesInForce;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.JoinedAccount;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.health.score.MeasureScore;
import dev.keizoku.health.score.MeasuresJson;
import dev.keizoku.health.score.Memory;
import dev.keizoku.health.score.Scorer;
import dev.keizoku.health.score.Trend;
import dev.keizoku.health.signal.rule.SignalLook;
import dev.keizoku.health.signal.rule.SignalRules;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.health.stage.StageMemory;
import dev.keizoku.health.stage.Staged;
import dev.keizoku.health.touchpoint.TouchpointTallies;
import dev.keizoku.health.touchpoint.TouchpointTally;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Scores a stretch of accounts: joins their facts and usage with their touchpoints and their scores of before. */
@ApplicationScoped
class ChunkScorer {

    private static final int FETCH = 2_000;

    private final TouchpointTallies tallies;
    private final RiskStage risks;
    private final OverridesInForce overrides;
    private final ExpansionStage expansions;
    private final ObjectMapper mapper;

    ChunkScorer(
            TouchpointTallies tallies,
            RiskStage risks,
            OverridesInForce overrides,
            ExpansionStage expansions,
            ObjectMapper mapper) {
        this.tallies = tallies;
        this.overrides = overrides;
        this.mapper = mapper;
        this.risks = risks;
        this.expansions = expansions;
    }

    List<ScoredAccount> score(Handle handle, RunContext context, List<JoinedAccount> accounts) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        String first = accounts.getFirst().fact().accountId();
        String last = accounts.getLast().fact().accountId();
        Map<String, TouchpointTally> said = tallies.read(handle, context.tenant(), first, last, context.asOf());
        Set<String> standingOut = standingOut(context, accounts);
        Map<String, Before> bandsBefore = before(handle, context, context.beforeDay(), first, last, standingOut);
        Map<String, Before> scoresBefore = before(handle, context, context.trendDay(), first, last, Set.of());
        Map<String, SignalRules.Yesterday> yesterdays =
                risks.yesterday(handle, context, context.beforeDay(), first, last);
        Map<String, ManualOverride> set = overrides.inForce(
                handle, context.tenant(), first, last, context.asOf().moment());
        ExpansionStage.Before offered = expansions.before(handle, context, first, last);
        Set<String> justEnded = justEnded(handle, context, accounts);
        Fleet fleet = fleet(context, accounts);
        List<ScoredAccount> scored = new ArrayList<>(accounts.size());
        for (JoinedAccount account : accounts) {
            if (account.fact().scoredOn(context.day())
                    || justEnded.contains(account.fact().accountId())) {
                String id = account.fact().accountId();
                AccountDay day = new AccountDay(
                        context.day(),
                        account.fact(),
                        account.usage(),
                        account.balance(),
                        said.getOrDefault(id, TouchpointTally.NONE),
                        fleet);
                Before bands = bandsBefore.get(id);
                SignalLook look = context.signals()
                        .look(day, yesterday(yesterdays.get(id), standingOut.contains(id) ? bands : null));
                StageMemory entered = context.stages().on(day, bands == null ? null : bands.stage());
                HealthScore score = context.scorer()
                        .score(
                                Scorer.Seen.of(
                                        day,
                                        entered.staged().stage(),
                                        look.memory().held()),
                                bands == null ? Memory.NONE : memory(context, bands),
                                set.get(id));
                StageMemory lifecycle = entered.after(context.day(), score.band() == Band.GREEN);
                Before scoreBefore = scoresBefore.get(id);
                Trend trend = Trend.between(
                        scoreBefore == null ? null : scoreBefore.effective(), context.trendDay(), score.effective());
                Expansion.Look expansion = context.expansion()
                        .look(day, score, look, lifecycle.staged(), offered.of(id, account.meters()));
                scored.add(new ScoredAccount(account.fact(), day, score, lifecycle, trend, look, expansion));
            }
        }
        return scored;
    }

    /** The accounts of which it has to be remembered what they were like before. */
    private static Set<String> standingOut(RunContext context, List<JoinedAccount> accounts) {
        return accounts.stream()
                .filter(account -> context.signals().standsOut(account.usage()))
                .map(account -> account.fact().accountId())
                .collect(Collectors.toSet());
    }

    private static SignalRules.Yesterday yesterday(SignalRules.@Nullable Yesterday seen, @Nullable Before measured) {
        SignalRules.Yesterday yesterday = Objects.requireNonNullElse(seen, SignalRules.Yesterday.NOTHING);
        if (measured == null) {
            return yesterday;
        }
        Map<MeasureKey, BigDecimal> values = new EnumMap<>(MeasureKey.class);
        for (MeasureScore measure : measured.memory().measures()) {
            if (measure.measure() == MeasureKey.LOGIN_FREQUENCY && measure.state() == MeasureState.STALE) {
                // On a day of missing events nothing was seen.
                return yesterday;
            }
            if (measure.value() != null && measure.state().present()) {
                values.put(measure.measure(), measure.value());
            }
        }
        return yesterday.measured(values);
    }

    /** Values of before count only where the scorecard says so. */
    private static Memory memory(RunContext context, Before before) {
        return context.scorer().remembers() ? before.memory() : before.memory().withoutMeasures();
    }

    /** What an earlier run said of an account. */
    private record Before(
            @Nullable BigDecimal effective,
            Memory memory,
            @Nullable StageMemory stage) {}

    /**
     * Of the accounts that ended some time, those that were still alive when they were scored in the last 30 days. Those
     * that health knows as gone are not looked up again.
     */
    private static Set<String> justEnded(Handle handle, RunContext context, List<JoinedAccount> accounts) {
        List<String> ended = accounts.stream()
                .map(JoinedAccount::fact)
                .filter(AccountFact::endedSomeTime)
                .map(AccountFact::accountId)
                .toList();
        return ended.isEmpty()
                ? Set.of()
                : Set.copyOf(handle.createQuery("""
                        select distinct s.account_id
                        from account_health h
                        cross join generate_series(1, :days) as ago(days)
                        join score_snapshot s on s.tenant = :tenant and s.day = cast(:day as date) - ago.days
                            and s.account_id = h.account_id and s.live
                        where h.tenant = :tenant and h.account_id = any(:ended)
                            and (not h.deleted or h.day >= cast(:day as date))
                        """)
                        .bind("tenant", context.tenant().value())
                        .bind("day", context.day())
                        .bind("days", AccountFact.DAYS_AFTER_END)
                        .bindArray("ended", String.class, ended)
                        .mapTo(String.class)
                        .list());
    }

    /** Usage says of every account what the middle one does. */
    private static Fleet fleet(RunContext context, List<JoinedAccount> accounts) {
        Double medianRatio = accounts.stream()
                .map(JoinedAccount::usage)
                .filter(Objects::nonNull)
                .map(usage -> usage.level().fleetRatio())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new Fleet(context.usageFlows(), context.supportFlows(), medianRatio, context.featureReleases());
    }

    private Map<String, Before> before(
            Handle handle,
            RunContext context,
            @Nullable LocalDate day,
            String first,
            String last,
            Set<String> measured) {
        Map<String, Before> found = new HashMap<>();
        if (day == null) {
            return found;
        }
        handle.createQuery("""
                select account_id, effective, raw_band, band, stage, stage_since, stage_beneath, green_since,
                    case when :measures or account_id = any(:measured) then measures end as measures
                from score_snapshot
                where tenant = :tenant and day = :day and account_id between :first and :last
                """)
                .setFetchSize(FETCH)
                .bind("tenant", context.tenant().value())
                .bind("day", day)
                .bind("first", first)
                .bind("last", last)
                .bindArray("measured", String.class, measured)
                .bind("measures", context.scorer().remembers() && day.equals(context.beforeDay()))
                .map((row, ignored) -> found.put(
                        row.getString("account_id"),
                        new Before(row.getBigDecimal("effective"), memory(row, day), stage(row))))
                .forEach(previous -> {});
        return found;
    }

    private Memory memory(ResultSet row, LocalDate day) throws SQLException {
        String measures = row.getString("measures");
        return new Memory(
                Band.of(row.getString("raw_band")),
                Band.of(row.getString("band")),
                day,
                measures == null ? List.of() : MeasuresJson.read(measures, mapper));
    }

    /** Null of days before stages were kept. */
    private static @Nullable StageMemory stage(ResultSet row) throws SQLException {
        String stage = row.getString("stage");
        return stage == null
                ? null
                : new StageMemory(
                        new Staged(LifecycleStage.of(stage), row.getObject("stage_since", LocalDate.class)),
                        LifecycleStage.of(row.getString("stage_beneath")),
                        row.getObject("green_since", LocalDate.class));
    }
}
