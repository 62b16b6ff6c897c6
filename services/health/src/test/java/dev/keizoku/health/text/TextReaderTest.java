package dev.keizoku.health.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.text.Evidence.SetAside;
import dev.keizoku.health.text.token.TextLanguage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "解約方法を教えてください。",
                "解約せざるを得ません。",
                "解約しなければなりません。",
                "更新はしないことにしました。",
                "ｱｶｳﾝﾄを削除してください",
                "How do I cancel?",
                "Please tell me if I can cancel.",
                "解約できるかどうか知りたいです。",
                "We will not be renewing.",
                "Please close our account."
            })
    void readsACancellation(String message) {
        assertThat(intents(message)).contains(Intent.CANCELLATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "解約は考えていません。",
                "解約するつもりはありません",
                "解約ではなくプランの変更を希望しています。",
                "解約率の計算方法を教えてください。",
                "お客様から「解約したい」と言われました。",
                "We are not cancelling.",
                "We have no plans to cancel",
                "How do I cancel an order?",
                "A customer wrote \"I want to cancel\"."
            })
    void readsNoCancellationWhereThereIsNone(String message) {
        assertThat(intents(message)).doesNotContain(Intent.CANCELLATION);
    }

    @Test
    void tellsWhyAPhraseDoesNotCount() {
        assertThat(read("解約は考えていません。").evidence())
                .filteredOn(place -> place.readsAs() == Sense.CANCELLATION)
                .singleElement()
                .satisfies(place -> {
                    assertThat(place.text()).isEqualTo("解約");
                    assertThat(place.start()).isZero();
                    assertThat(place.end()).isEqualTo(2);
                    assertThat(place.setAside()).isEqualTo(SetAside.NEGATED);
                });
        assertThat(setAside("Whom do we call if it ever breaks at night?")).containsOnly(SetAside.SUPPOSED);
        assertThat(setAside("「使いにくい」というメニュー名を変えたい")).containsOnly(SetAside.QUOTED);
        assertThat(setAside("> The app crashes\nThanks")).contains(SetAside.QUOTED);
    }

    @Test
    void doesNotTakeAFixThatIsMissingForADenial() {
        assertThat(intents("不具合は一向に直りません。")).contains(Intent.BUG, Intent.CRITICISM);
        assertThat(intents("You did not fix the bug")).contains(Intent.BUG);
        assertThat(intents("不具合はありません。")).isEmpty();
    }

    @Test
    void tellsAConditionFromWhatHappens() {
        assertThat(intents("データが表示されない場合があります。")).containsExactly(Intent.BUG);
        assertThat(intents("データが表示されない場合はどうすればよいですか。")).isEmpty();
    }

    @Test
    void takesARhetoricalQuestionForWhatItSays() {
        assertThat(intents("契約違反ではないでしょうか。")).containsExactly(Intent.CONTRACT_TERMS);
        assertThat(intents("Can't you fix this bug?")).containsExactly(Intent.BUG);
    }

    @Test
    void takesDeniedPraiseForCriticismAndADeniedComplaintForNothing() {
        assertThat(read("I am not happy").polarity()).isEqualTo(Polarity.NEGATIVE);
        assertThat(intents("これは便利ではありません。")).containsExactly(Intent.CRITICISM);
        assertThat(read("困っていることはありません").polarity()).isEqualTo(Polarity.NEUTRAL);
    }

    @Test
    void countsWhatComesBeforeAButHalf() {
        assertThat(read("It is great, but slow and clunky.").polarity()).isEqualTo(Polarity.NEGATIVE);
        assertThat(read("便利ですが、遅いし使いにくいです。").polarity()).isEqualTo(Polarity.NEGATIVE);
    }

    @Test
    void findsAPhraseOnceHoweverManyAreHiddenInIt() {
        TextReading reading = read("契約を終了します。");

        assertThat(reading.intentSet()).containsExactly(Intent.CANCELLATION);
    }

    @Test
    void readsTheSameTextTheSameEveryTime() {
        String message = "また落ちました。他社に乗り換えようかと思っています。解約は考えていませんが、値上げは困ります。";

        assertThat(read(message)).isEqualTo(read(message));
    }

    @Test
    void keepsTheScoreBetweenMinusOneAndOne() {
        assertThat(read("最悪 ".repeat(200)).score()).isBetween(new BigDecimal("-1"), new BigDecimal("-0.99"));
        assertThat(read("").score()).isEqualByComparingTo("0");
    }

    @Test
    void survivesAnything() {
        for (String odd : List.of(
                "", " ", "\n\n", "\"", "「", "ﾞ", "́", "…", "n't", "'", "> ", "a".repeat(10_000), "あ".repeat(10_000))) {
            assertThat(read(odd).evidence()).isEmpty();
        }
    }

    @Test
    void letsTheCallersLabelWin() {
        TextReading reading = read("解約します。");

        Voice voice = Voice.of(new TextLabels(Set.of(Intent.PRAISE), null), reading);

        assertThat(voice.intents()).containsExactly(Intent.PRAISE);
        assertThat(voice.intentsFrom()).isEqualTo(Voice.Source.CALLER);
        assertThat(voice.polarity()).isEqualTo(reading.polarity());
        assertThat(voice.polarityFrom()).isEqualTo(Voice.Source.TEXT);
        assertThat(Voice.of(TextLabels.NONE, null)).isEqualTo(new Voice(null, null, null, null));
    }

    @Test
    void readsByALexiconOfOnesOwn() {
        Lexicon own = Lexicon.of(
                TextLanguage.EN,
                List.of(new LexiconEntry("move|switch * Ledgerly", Sense.COMPETITOR, BigDecimal.ONE, null)));

        assertThat(TextReader.read("We are switching over to ledgerly. Love it!", own)
                        .intentSet())
                .containsExactly(Intent.COMPETITOR);
    }

    private static TextReading read(String message) {
        return TextReader.read(message, Lexicons.builtIn());
    }

    private static Set<Intent> intents(String message) {
        return read(message).intentSet();
    }

    private static List<SetAside> setAside(String message) {
        return read(message).evidence().stream().map(Evidence::setAside).toList();
    }
}
