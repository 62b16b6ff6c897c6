package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemLanguageTest {

    @Test
    void japaneseIsForWhoeverWouldRatherReadIt() {
        for (String header : new String[] {"ja", "ja-JP", "ja,en;q=0.9", "fr, ja;q=0.5, en;q=0.1", "JA"}) {
            assertThat(ProblemLanguage.of(header)).as(header).isEqualTo(ProblemLanguage.JA);
        }
        for (String header : new String[] {"", "en", "en-GB,ja;q=0.3", "fr", "*", "ja;q=0", ";;;", "j\u0000a"}) {
            assertThat(ProblemLanguage.of(header)).as(header).isEqualTo(ProblemLanguage.EN);
        }
        assertThat(ProblemLanguage.of(null)).isEqualTo(ProblemLanguage.EN);
    }

    @Test
    void everyProblemHasATitleInBothLanguages() {
        for (CommonProblem problem : CommonProblem.values()) {
            assertThat(ProblemLanguage.EN.titleOf(problem)).matches("[A-Z][ -~]+[^.]");
            assertThat(ProblemLanguage.JA.titleOf(problem)).containsPattern("[\\p{IsHiragana}\\p{IsKatakana}]");
        }
    }
}
