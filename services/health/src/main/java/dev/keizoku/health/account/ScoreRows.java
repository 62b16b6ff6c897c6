package dev.keizoku.health.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.Cap;
import dev.keizoku.health.score.Confidence;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.health.score.MeasuresJson;
import dev.keizoku.health.score.Trend;
import dev.keizoku.health.scorecard.CapRule;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.health.stage.Staged;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads scores from rows. */
final class ScoreRows {

    private static final TypeReference<Map<String, String>> IDS = new TypeReference<>() {};

    private final ObjectMapper mapper;

    ScoreRows(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    ScoredDay scored(ResultSet row) throws SQLException {
        String capRule = row.getString("cap_rule");
        Cap cap = capRule == null
                ? null
                : new Cap(CapRule.Kind.of(capRule), row.getBigDecimal("cap_threshold"), row.getBigDecimal("cap_max"));
        HealthScore score = new HealthScore(
                row.getBigDecimal("computed"),
                row.getBigDecimal("effective"),
                cap,
                override(row.getString("override")),
                Band.of(row.getString("raw_band")),
                Band.of(row.getString("band")),
                row.getBigDecimal("coverage"),
                Confidence.of(row.getString("confidence")),
                MeasuresJson.read(row.getString("measures"), mapper),
                Objects.requireNonNullElse(row.getString("card"), Scorecard.DEFAULT_KEY));
        return new ScoredDay(
                row.getString("account_id"),
                row.getObject("day", LocalDate.class),
                row.getObject("known_at", OffsetDateTime.class).toInstant(),
                row.getObject("scored_at", OffsetDateTime.class).toInstant(),
                row.getInt("scorecard_version"),
                score,
                row.getObject("last_login_on", LocalDate.class),
                risk(row),
                stage(row));
    }

    private static ScoredDay.@Nullable RiskOfDay risk(ResultSet row) throws SQLException {
        String level = row.getString("risk_level");
        return level == null ? null : new ScoredDay.RiskOfDay(RiskLevel.of(level), row.getBigDecimal("risk_value"));
    }

    private @Nullable ManualOverride override(@Nullable String json) {
        try {
            return json == null ? null : mapper.readValue(json, ManualOverride.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static @Nullable Staged stage(ResultSet row) throws SQLException {
        String stage = row.getString("stage");
        return stage == null
                ? null
                : new Staged(LifecycleStage.of(stage), row.getObject("stage_since", LocalDate.class));
    }

    CurrentHealth current(ResultSet row) throws SQLException {
        Trend trend = new Trend(
                Trend.Label.valueOf(row.getString("trend_label").toUpperCase(Locale.ROOT)),
                row.getBigDecimal("trend_delta"),
                row.getObject("trend_day", LocalDate.class));
        return new CurrentHealth(
                scored(row),
                row.getString("name"),
                ids(row.getString("external_ids")),
                trend,
                strings(row.getArray("signals")),
                row.getString("expansion_state"),
                row.getLong("change_seq"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("deleted"));
    }

    private Map<String, String> ids(String json) {
        try {
            return mapper.readValue(json, IDS);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }
}
