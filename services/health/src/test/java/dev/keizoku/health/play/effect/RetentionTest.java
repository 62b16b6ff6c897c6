package dev.keizoku.health.play.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.play.book.PlaybookKey;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final BigDecimal FIVE = BigDecimal.valueOf(5);

    @Test
    void holdsTheTreatedAgainstOthersAsTheTreatedAreSpread() {
        Retention found = Retention.of(List.of(cell(9, 8, 10, 5), cell(3, 1, 30, 0), cell(8, 8, 0, 0)), FIVE);

        assertThat(found.treated()).isEqualTo(20);
        assertThat(found.matched()).isEqualTo(12);
        assertThat(found.controls()).isEqualTo(40);
        assertThat(found.retained()).isEqualByComparingTo("0.85");
        assertThat(found.retainedOfMatched()).isEqualByComparingTo("0.75");
        // 9 of 12 x 5 of 10, and 3 of 12 x 0.
        assertThat(found.retainedOfControls()).isEqualByComparingTo("0.375");
        assertThat(found.returnRatio()).isEqualByComparingTo("1.88");
        assertThat(found.keptMrr()).isEqualByComparingTo("1700");
    }

    @Test
    void saysNothingOfFewerThanTen() {
        Retention few = Retention.of(List.of(cell(9, 9, 100, 50)), FIVE);
        Retention fewControls = Retention.of(List.of(cell(10, 9, 9, 5)), FIVE);

        assertThat(few.retained()).isNull();
        assertThat(few.retainedOfControls()).isNull();
        assertThat(few.returnRatio()).isNull();
        assertThat(fewControls.retained()).isEqualByComparingTo("0.9");
        assertThat(fewControls.retainedOfMatched()).isNull();
        assertThat(fewControls.retainedOfControls()).isNull();
    }

    private static Retention.Cell cell(int treated, int stayed, int controls, int controlsStayed) {
        return new Retention.Cell(
                PlaybookKey.SAVE, treated, stayed, BigDecimal.valueOf(stayed * 100L), "JPY", controls, controlsStayed);
    }
}
