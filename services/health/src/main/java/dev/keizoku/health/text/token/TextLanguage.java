package dev.keizoku.health.text.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The languages that are read. */
public enum TextLanguage {
    @JsonProperty("en")
    EN,
    @JsonProperty("ja")
    JA;

    /** Japanese when there is any kana or Chinese character, else English. */
    public static TextLanguage of(String text) {
        return text.codePoints().anyMatch(TextLanguage::isJapanese) ? JA : EN;
    }

    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean isJapanese(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HIRAGANA, KATAKANA, HAN -> true;
            default -> false;
        };
    }
}
