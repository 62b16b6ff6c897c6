package dev.keizoku.health.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.score.Cap;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.MeasuresJson;
import dev.keizoku.health.score.Reasons;
import dev.keizoku.health.scorecard.CardFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/**
 * Brings scored accounts into a temporary table by COPY, from where everything else is set-based, and keeps them as the
 * scores of the day (ADR 16).
 */
@ApplicationScoped
class ScoreStage {

    private static final int ROW_SIZE = 1_000;

    private final ObjectMapper mapper;

    ScoreStage(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void load(Handle handle, List<ScoredAccount> accounts) {
        handle.execute("""
                create temporary table if not exists score_stage (
                    account_id text collate "C" primary key, live boolean not null, name text,
                    external_ids jsonb not null,
                    computed numeric(7, 4), effective numeric(7, 4), cap_rule text, cap_threshold numeric,
                    cap_max numeric, raw_band text not null, band text not null, coverage numeric(5, 4) not null,
                    confidence text not null, last_login_on date, days_since_login integer, measures jsonb not null,
                    trend_label text not null, trend_delta numeric(7, 4), trend_day date, exported text not null,
                    stage text not null, stage_since date not null, stage_beneath text not null, green_since date,
                    card text not null, card_facts jsonb not null, override jsonb, cohort text not null,
                    reasons text not null
                ) on commit delete rows
                """);
        CopyText rows = new CopyText(accounts.size() * ROW_SIZE);
        accounts.forEach(account -> add(rows, account));
        try {
            handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy score_stage from stdin", new ByteArrayInputStream(rows.bytes()));
        } catch (SQLException failed) {
            throw new IllegalStateException("The scores could not be copied in.", failed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Keeps the scores of the day, and what was said of it before where that is another; the same again changes nothing. */
    void append(Handle handle, RunContext context, OffsetDateTime now) {
        ChunkWriter.context(handle.createUpdate("""
                with written as (
                    insert into score_snapshot as s (tenant, day, account_id, run_id, known_at, scored_at,
                        scorecard_version, computed, effective, cap_rule, cap_threshold, cap_max, raw_band, band,
                        coverage, confidence, live, last_login_on, measures, stage, stage_since, stage_beneath,
                        green_since, card, override, cohort)
                    select :tenant, :day, account_id, :run, :known_at, :now, :version, computed, effective, cap_rule,
                        cap_threshold, cap_max, raw_band, band, coverage, confidence, live, last_login_on, measures,
                        stage, stage_since, stage_beneath, green_since, card, override, cohort
                    from score_stage order by account_id
                    on conflict (tenant, day, account_id) do update set run_id = excluded.run_id,
                        known_at = excluded.known_at, scored_at = greatest(s.scored_at, excluded.scored_at),
                        scorecard_version = excluded.scorecard_version, computed = excluded.computed,
                        effective = excluded.effective, cap_rule = excluded.cap_rule,
                        cap_threshold = excluded.cap_threshold, cap_max = excluded.cap_max,
                        raw_band = excluded.raw_band, band = excluded.band, coverage = excluded.coverage,
                        confidence = excluded.confidence, live = excluded.live,
                        last_login_on = excluded.last_login_on, measures = excluded.measures,
                        stage = excluded.stage, stage_since = excluded.stage_since,
                        stage_beneath = excluded.stage_beneath, green_since = excluded.green_since,
                        card = excluded.card, override = excluded.override, cohort = excluded.cohort
                    where (s.scorecard_version, s.effective, s.cap_rule, s.cap_threshold, s.raw_band, s.band, s.coverage,
                            s.confidence, s.live, s.last_login_on, s.measures, s.stage, s.stage_since, s.stage_beneath,
                            s.green_since, s.card, s.override, s.cohort)
                        is distinct from (excluded.scorecard_version, excluded.effective, excluded.cap_rule,
                            excluded.cap_threshold, excluded.raw_band, excluded.band, excluded.coverage,
                            excluded.confidence, excluded.live, excluded.last_login_on, excluded.measures,
                            excluded.stage, excluded.stage_since, excluded.stage_beneath, excluded.green_since,
                            excluded.card, excluded.override, excluded.cohort)
                    returning old.*, new.scored_at as known_until)
                insert into score_snapshot_past (tenant, day, account_id, known_until, run_id, known_at, scored_at,
                    scorecard_version, computed, effective, cap_rule, cap_threshold, cap_max, raw_band, band, coverage,
                    confidence, live, last_login_on, measures, stage, stage_since, stage_beneath, green_since, card,
                    override, cohort)
                select tenant, day, account_id, known_until, run_id, known_at, scored_at, scorecard_version, computed,
                    effective, cap_rule, cap_threshold, cap_max, raw_band, band, coverage, confidence, live,
                    last_login_on, measures, stage, stage_since, stage_beneath, green_since, card, override, cohort
                from written where scored_at < known_until
                """), context).bind("now", now).execute();
    }

    private void add(CopyText rows, ScoredAccount account) {
        HealthScore score = account.score();
        Cap cap = score.cap();
        CardFacts facts = CardFacts.of(account.day());
        String externalIds = externalIds(account);
        rows.field(account.fact().accountId())
                .field(account.fact().live())
                .field(account.fact().name())
                .field(externalIds)
                .field(score.computed())
                .field(score.effective())
                .field(cap == null ? null : cap.rule().key())
                .field(cap == null ? null : cap.threshold().toPlainString())
                .field(cap == null ? null : cap.maxScore().toPlainString())
                .field(score.rawBand().key())
                .field(score.band().key())
                .field(score.coverage())
                .field(score.confidence().key())
                .field(
                        account.day().usage() == null
                                ? null
                                : account.day().usage().lastLoginOn())
                .field(account.day().daysSinceLogin())
                .field(MeasuresJson.write(score.measures()))
                .field(account.trend().label().key())
                .field(account.trend().delta())
                .field(account.trend().comparedWith())
                .field(exported(account, externalIds))
                .field(account.stage().stage().key())
                .field(account.stage().since())
                .field(account.lifecycle().beneath().key())
                .field(account.lifecycle().greenSince())
                .field(score.card())
                .field(json(facts))
                .field(score.override() == null ? null : json(score.override()))
                .field(facts.cohort(account.stage().stage()))
                .field(Reasons.codes(Reasons.top(score)))
                .endRow();
    }

    /**
     * What of a score a CRM would see change. Days, times and parts of points are left out, so that they move nothing
     * downstream.
     */
    private static String exported(ScoredAccount account, String externalIds) {
        HealthScore score = account.score();
        BigDecimal effective = score.effective();
        return String.join(
                "|",
                effective == null
                        ? "-"
                        : effective.setScale(0, RoundingMode.HALF_UP).toPlainString(),
                score.band().key(),
                score.confidence().key(),
                account.trend().label().key(),
                Reasons.codes(Reasons.top(score)),
                account.look().risk().level().key(),
                account.look().codes(),
                account.expansion().eligibility().state().key(),
                account.stage().stage().key(),
                externalIds,
                account.fact().name() == null ? "" : account.fact().name());
    }

    private String externalIds(ScoredAccount account) {
        Map<String, String> ids = account.fact().externalIds();
        return json(ids == null ? Map.of() : new TreeMap<>(ids));
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
