package dev.keizoku.health.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keizoku.health.text.token.TextLanguage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconTest {

    @ParameterizedTest
    @EnumSource(TextLanguage.class)
    void listsEachPhraseOfOursOncePerSense(TextLanguage language) {
        List<LexiconEntry> entries = Lexicon.builtIn(language).entries();

        assertThat(entries).hasSizeGreaterThan(300);
        assertThat(entries.stream().map(entry -> entry.phrase() + "\t" + entry.readsAs()))
                .doesNotHaveDuplicates();
        assertThat(entries).allSatisfy(entry -> assertThat(entry.phrase()).hasSizeLessThanOrEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a *", "* a", "a * * b", "a||b", "|", " ", "a * b * c * d * e", "です|だ"})
    void refusesAPhraseThatCannotBeFound(String phrase) {
        TextLanguage language = TextLanguage.of(phrase);

        assertThatIllegalArgumentException().isThrownBy(() -> Lexicon.of(language, List.of(entry(phrase, "1"))));
    }

    @Test
    void putsATenantsEntryInThePlaceOfOurs() {
        Lexicon lexicon = Lexicon.builtIn(TextLanguage.JA)
                .with(List.of(new LexiconEntry("退会", Sense.CANCELLATION, BigDecimal.ZERO, "We sell memberships")));

        assertThat(TextReader.read("退会の手続き", lexicon).intentSet()).isEmpty();
        assertThat(TextReader.read("解約の手続き", lexicon).intentSet()).contains(Intent.CANCELLATION);
        assertThat(lexicon.entries())
                .hasSameSizeAs(Lexicon.builtIn(TextLanguage.JA).entries());
    }

    @Test
    void findsWordsInAnyInflectionAndOverGaps() {
        Lexicon lexicon = Lexicon.of(TextLanguage.EN, List.of(entry("switch|hand_over * vendor", "1")));

        assertThat(found(lexicon, "They switched to a cheaper vendor")).isTrue();
        assertThat(found(lexicon, "handing over everything to vendors")).isTrue();
        assertThat(found(lexicon, "They switched. Our vendor is fine")).isFalse();
    }

    private static boolean found(Lexicon lexicon, String message) {
        return !TextReader.read(message, lexicon).intents().isEmpty();
    }

    private static LexiconEntry entry(String phrase, String weight) {
        return new LexiconEntry(phrase, Sense.COMPETITOR, new BigDecimal(weight), null);
    }
}
