package dev.keizoku.health.language;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages texts for people are written in. */
public enum Language {
    EN,
    JA;

    private static final List<String> TAGS = List.of("en", "ja");

    /** What the request asks for by Accept-Language, or the tenant's own when it asks for nothing we have. */
    public static Language of(@Nullable String acceptLanguage, String tenantLanguage) {
        if (acceptLanguage != null && !acceptLanguage.isBlank()) {
            try {
                String best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), TAGS);
                if (best != null) {
                    return of(best);
                }
            } catch (IllegalArgumentException unreadable) {
                // A header nobody can read asks for nothing.
            }
        }
        return of(tenantLanguage);
    }

    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Language of(String tag) {
        return tag.equals("ja") ? JA : EN;
    }
}
