package dev.keizoku.health.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.score.MeasureScore;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
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

    @Test
    void whatASurgeRaisedSaysThatItCountsAsBefore() {
        MeasureScore raised = score(MeasureKey.SEAT_USE, "0.7", "0.5");
        MeasureScore faded = score(MeasureKey.NPS, "40", "20");

        assertThat(ReasonTexts.measure(raised, true, Language.EN)).endsWith(" It counts as 50%, as before use surged.");
        assertThat(ReasonTexts.measure(raised, true, Language.JA)).endsWith("利用が急増する前の50%として評価しています。");
        assertThat(ReasonTexts.measure(faded, true, Language.EN)).doesNotContain("surged");
    }

    private static MeasureScore score(MeasureKey key, String value, String input) {
        return new MeasureScore(
                key, MeasureState.OK, new BigDecimal(value), new BigDecimal(input), null, null, null, null, null);
    }
}
