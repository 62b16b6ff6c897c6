package dev.keizoku.health.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.score.MeasureScore;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTextsTest {

    @ParameterizedTest
    @EnumSource(MeasureKey.class)
    void everyMeasureSpeaksBothLanguages(MeasureKey key) {
        MeasureScore measure =
                new MeasureScore(key, MeasureState.OK, new BigDecimal("0.5000"), null, null, null, null, null, null);
        for (boolean good : new boolean[] {true, false}) {
            assertThat(ReasonTexts.measure(measure, good, Language.EN))
                    .endsWith(".")
                    .matches("\\p{ASCII}+");
            assertThat(ReasonTexts.measure(measure, good, Language.JA))
                    .endsWith("。")
                    .matches(".*\\p{IsHan}.*|NPS.*");
        }
        assertThat(ReasonTexts.lever(key, BigDecimal.TEN, Language.EN)).endsWith(" would give up to 10.0 points.");
        assertThat(ReasonTexts.lever(key, BigDecimal.TEN, Language.JA)).endsWith("、最大10.0点の改善が見込めます。");
    }
}
