package dev.keizoku.metrics.kpi;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The texts of the pack in one language. */
final class KpiText {

    private static final List<String> TAGS = List.of("en", "ja");
    private static final String BUNDLE = "dev.keizoku.metrics.kpi.texts";

    private final Locale locale;
    private final ResourceBundle texts;

    private KpiText(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** What the request asks for by Accept-Language, or the tenant's own when it asks for nothing we have. */
    static KpiText of(@Nullable String acceptLanguage, String tenantLanguage) {
        return new KpiText(Locale.forLanguageTag(tag(acceptLanguage, tenantLanguage)));
    }

    private static String tag(@Nullable String acceptLanguage, String tenantLanguage) {
        if (acceptLanguage != null && !acceptLanguage.isBlank()) {
            try {
                String best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), TAGS);
                if (best != null) {
                    return best;
                }
            } catch (IllegalArgumentException unreadable) {
                // A header nobody can read asks for nothing.
            }
        }
        return TAGS.contains(tenantLanguage) ? tenantLanguage : "en";
    }

    String tag() {
        return locale.toLanguageTag();
    }

    Locale locale() {
        return locale;
    }

    String get(String key) {
        return texts.getString(key);
    }

    /** A metric's name; its own title where there is no other. */
    String title(String metric, String title) {
        String key = "metric." + metric;
        return texts.containsKey(key) ? texts.getString(key) : title;
    }
}
