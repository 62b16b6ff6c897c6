package dev.keizoku.metrics.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FamiliesTest {

    @Test
    void aFamilyIsAllThatIsBelowItsHeadLevelByLevel() {
        Families families = new Families(Map.of("plant", "country", "country", "group", "shop", "country", "b", "a"));

        assertThat(families.heads()).containsExactly("a", "group");
        assertThat(families.under("group"))
                .extracting(member -> member.account() + " " + member.level())
                .containsExactly("group 0", "country 1", "plant 2", "shop 2");
        assertThat(families.under("alone")).hasSize(1);
    }

    @Test
    void aCircleEnds() {
        assertThat(new Families(Map.of("a", "b", "b", "a")).under("a")).hasSize(2);
    }

    @Test
    void aChainOfManyLevelsIsAddedUpInOnePass() {
        int levels = 100_000;
        Map<String, String> parents = new HashMap<>();
        Map<String, FamilyFigure> own = new HashMap<>();
        for (int level = 0; level < levels; level++) {
            own.put("a" + level, new FamilyFigure(BigDecimal.ONE, BigDecimal.TWO));
            if (level > 0) {
                parents.put("a" + level, "a" + (level - 1));
            }
        }
        Families families = new Families(parents);

        Map<String, FamilyFigure> sums = families.sums(families.under("a0"), own);

        assertThat(sums.get("a0")).isEqualTo(new FamilyFigure(new BigDecimal(levels), new BigDecimal(2 * levels)));
        assertThat(sums.get("a" + (levels - 1))).isEqualTo(own.get("a0"));
        assertThat(families.sums(families.under("a99998"), own).get("a99998").mrr())
                .isEqualByComparingTo("2");
    }

    @Test
    void whatMovesWithinAFamilyIsNoLoss() {
        FamilyFigure family = new FamilyFigure(new BigDecimal("0"), new BigDecimal("100"))
                .plus(new FamilyFigure(new BigDecimal("120"), new BigDecimal("0")));

        assertThat(family.retained()).isTrue();
        assertThat(family.net()).isEqualByComparingTo("1.2");
        assertThat(family.gross()).isEqualByComparingTo("1");
        assertThat(FamilyFigure.NOTHING.net()).isNull();
    }
}
