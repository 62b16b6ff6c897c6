package dev.keizoku.health.text.lexicon;

import dev.keizoku.health.text.Lexicon;
import dev.keizoku.health.text.Lexicons;
import dev.keizoku.health.text.token.TextLanguage;
import dev.keizoku.health.version.Version;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lexicons messages are read by: ours, with what the tenant adds or puts in its place. */
@ApplicationScoped
public class TextLexicons {

    /** Lexicons kept ready; one of the largest takes a few MB. */
    private static final int READY = 16;

    private final Versions versions;
    private final Map<Ready, Lexicon> ready = new LinkedHashMap<>(READY, 0.75f, true);

    TextLexicons(Versions versions) {
        this.versions = versions;
    }

    private record Ready(TenantId tenant, TextLanguage language, int version) {}

    /** What the tenant's messages are read by now. */
    public Lexicons inForce(TenantId tenant) {
        return new Lexicons(effective(tenant, TextLanguage.EN), effective(tenant, TextLanguage.JA));
    }

    Version<TenantLexicon> current(TenantId tenant, TextLanguage language) {
        return versions.current(tenant, TenantLexicon.kind(language));
    }

    /**
     * One version.
     *
     * @throws ProblemException 404 when there is none of that number
     */
    Version<TenantLexicon> version(TenantId tenant, TextLanguage language, int number) {
        return versions.version(tenant, TenantLexicon.kind(language), number);
    }

    /** Makes the lexicon the one in force for its language; the same one again changes nothing. */
    Version<TenantLexicon> replace(TenantId tenant, TenantLexicon lexicon, String by) {
        List<FieldError> errors = TenantLexiconCheck.errors(lexicon, "");
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return versions.replace(tenant, TenantLexicon.kind(lexicon.language()), lexicon, by);
    }

    private Lexicon effective(TenantId tenant, TextLanguage language) {
        Version<TenantLexicon> current = current(tenant, language);
        if (current.document().equals(TenantLexicon.none(language))) {
            return Lexicon.builtIn(language);
        }
        Ready lexiconOf = new Ready(tenant, language, current.number());
        synchronized (ready) {
            Lexicon lexicon = ready.computeIfAbsent(
                    lexiconOf, missing -> current.document().effective());
            if (ready.size() > READY) {
                ready.remove(ready.keySet().iterator().next());
            }
            return lexicon;
        }
    }
}
