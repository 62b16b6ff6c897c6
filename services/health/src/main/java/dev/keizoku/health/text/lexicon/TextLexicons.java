package dev.keizoku.health.text.lexicon;

import dev.keizoku.health.text.Lexicon;
import dev.keizoku.health.text.Lexicons;
import dev.keizoku.health.text.token.TextLanguage;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lexicons messages are read by: ours, with what the tenant adds or puts in its place. */
@ApplicationScoped
public class TextLexicons {

    private static final int FIRST = 1;
    /** Lexicons kept ready; one of the largest takes a few MB. */
    private static final int READY = 16;

    private final TextLexiconStore store;
    private final Clock clock;
    private final Map<Version, Lexicon> ready = new LinkedHashMap<>(READY, 0.75f, true);

    TextLexicons(TextLexiconStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Version(TenantId tenant, TextLanguage language, int number) {}

    /** What the tenant's messages are read by now. */
    @Transactional
    public Lexicons inForce(TenantId tenant) {
        return new Lexicons(effective(tenant, TextLanguage.EN), effective(tenant, TextLanguage.JA));
    }

    @Transactional
    LexiconVersion current(TenantId tenant, TextLanguage language) {
        return store.latest(tenant, language).orElseGet(() -> first(language));
    }

    /**
     * One version.
     *
     * @throws ProblemException 404 when there is none of that number
     */
    @Transactional
    LexiconVersion version(TenantId tenant, TextLanguage language, int version) {
        return store.version(tenant, language, version)
                .or(() -> Optional.of(first(language)).filter(first -> first.version() == version))
                .orElseThrow(() -> ProblemException.notFound("lexicon version"));
    }

    /** Makes the lexicon the one in force for its language; the same one again changes nothing. */
    @Transactional
    LexiconVersion replace(TenantId tenant, TenantLexicon lexicon, String by) {
        List<FieldError> errors = TenantLexiconCheck.errors(lexicon, "");
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        LexiconVersion before = store.latest(tenant, lexicon.language()).orElseGet(() -> first(lexicon.language()));
        if (before.lexicon().equals(lexicon)) {
            return before;
        }
        try {
            return store.append(
                    tenant, before.version() + 1, lexicon, clock.instant().truncatedTo(ChronoUnit.MICROS), by);
        } catch (PersistenceException taken) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "The lexicon was changed at the same moment. Try again.");
        }
    }

    private Lexicon effective(TenantId tenant, TextLanguage language) {
        LexiconVersion current = store.latest(tenant, language).orElseGet(() -> first(language));
        if (current.lexicon().equals(TenantLexicon.none(language))) {
            return Lexicon.builtIn(language);
        }
        Version version = new Version(tenant, language, current.version());
        synchronized (ready) {
            Lexicon lexicon =
                    ready.computeIfAbsent(version, missing -> current.lexicon().effective());
            if (ready.size() > READY) {
                ready.remove(ready.keySet().iterator().next());
            }
            return lexicon;
        }
    }

    private static LexiconVersion first(TextLanguage language) {
        return new LexiconVersion(FIRST, TenantLexicon.none(language), null, null);
    }
}
