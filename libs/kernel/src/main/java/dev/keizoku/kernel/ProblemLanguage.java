package dev.keizoku.kernel;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language a problem's title is in: Japanese for whoever would rather read that than English. */
enum ProblemLanguage {
    EN,
    JA;

    private static final List<String> TAGS = List.of("en", "ja");

    /** What is asked for by Accept-Language; English when that is nothing we have, or nothing anybody can read. */
    static ProblemLanguage of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return EN;
        }
        try {
            return "ja".equals(Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), TAGS)) ? JA : EN;
        } catch (IllegalArgumentException unreadable) {
            return EN;
        }
    }

    String titleOf(ProblemType type) {
        return switch (this) {
            case EN -> type.title();
            case JA -> type.japaneseTitle();
        };
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
