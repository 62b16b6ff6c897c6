package dev.keizoku.health.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.cohort.CohortRankStore;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.CohortRanks;
import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.health.score.MeasuresJson;
import dev.keizoku.health.scorecard.CardFacts;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the latest scores of all accounts, one after another. */
@ApplicationScoped
class KeptScores {

    private static final int FETCH = 1_000;

    private final Jdbi bulk;
    private final CohortRankStore ranks;
    private final ObjectMapper mapper;

    KeptScores(@DataSource("bulk") Jdbi bulk, CohortRankStore ranks, ObjectMapper mapper) {
        this.bulk = bulk;
        this.ranks = ranks;
        this.mapper = mapper;
    }

    /** How the values of the latest day lie. */
    CohortRanks ranks(TenantId tenant, Set<MeasureKey> measures) {
        return bulk.withHandle(handle -> ranks.ofTheLatestDay(handle, tenant, measures));
    }

    void each(TenantId tenant, Consumer<KeptScore> reader) {
        bulk.useTransaction(handle -> handle.createQuery("""
                        select account_id, name, day, effective, band, stage, card_facts, override, measures
                        from account_health where tenant = :tenant and not deleted order by account_id
                        """)
                .setFetchSize(FETCH)
                .bind("tenant", tenant.value())
                .map((row, context) -> read(row))
                .forEach(reader));
    }

    private KeptScore read(ResultSet row) throws SQLException {
        String stage = row.getString("stage");
        CardFacts facts = json(row.getString("card_facts"), CardFacts.class);
        return new KeptScore(
                row.getString("account_id"),
                row.getString("name"),
                row.getObject("day", LocalDate.class),
                row.getBigDecimal("effective"),
                Band.of(row.getString("band")),
                stage == null ? LifecycleStage.ADOPTION : LifecycleStage.of(stage),
                facts == null ? CardFacts.NONE : facts,
                json(row.getString("override"), ManualOverride.class),
                MeasuresJson.read(row.getString("measures"), mapper));
    }

    private <T> @Nullable T json(@Nullable String json, Class<T> type) {
        try {
            return json == null ? null : mapper.readValue(json, type);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
