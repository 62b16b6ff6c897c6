package dev.keizoku.health.preview;

import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.health.score.MeasureScore;
import dev.keizoku.health.score.Memory;
import dev.keizoku.health.score.Scorer;
import dev.keizoku.health.scorecard.CardFacts;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest score of an account, with everything it was made of. */
record KeptScore(
        String accountId,
        @Nullable String name,
        LocalDate day,
        @Nullable BigDecimal effective,
        Band band,
        LifecycleStage stage,
        CardFacts facts,
        @Nullable ManualOverride override,
        List<MeasureScore> measures) {

    Scorer.Seen seen() {
        return Scorer.Seen.of(day, stage, facts, measures);
    }

    /** The band in force is left as on any other night. */
    Memory memory() {
        return new Memory(band, band, day, measures);
    }
}
