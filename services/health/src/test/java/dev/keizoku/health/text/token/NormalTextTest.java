package dev.keizoku.health.text.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormalTextTest {

    @Test
    void readsHalfAndFullWidthAlike() {
        assertThat(NormalText.of("ｱｶｳﾝﾄ ﾌﾟﾗﾝ ＡＢＣ１２").text()).isEqualTo("アカウント プラン abc12");
    }

    @Test
    void knowsWhereEachCharacterCameFrom() {
        NormalText text = NormalText.of("😡ﾌﾟﾗﾝを");

        assertThat(text.text()).isEqualTo("😡プランを");
        assertThat(text.original(2, 5)).isEqualTo("ﾌﾟﾗﾝ");
        assertThat(text.originalStart(2)).isEqualTo(1);
        assertThat(text.originalEnd(5)).isEqualTo(5);
    }

    @Test
    void tellsLanguagesApartByTheirScript() {
        assertThat(TextLanguage.of("ﾛｸﾞｲﾝ")).isEqualTo(TextLanguage.JA);
        assertThat(TextLanguage.of("最悪")).isEqualTo(TextLanguage.JA);
        assertThat(TextLanguage.of("Where is Ａ?")).isEqualTo(TextLanguage.EN);
        assertThat(TextLanguage.of("👍")).isEqualTo(TextLanguage.EN);
    }
}
