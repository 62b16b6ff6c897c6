package dev.keizoku.health.text.lexicon;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.text.Lexicon;
import dev.keizoku.health.text.LexiconEntry;
import dev.keizoku.health.text.token.TextLanguage;
import dev.keizoku.health.version.DocumentKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A tenant's own phrases of one language, on top of ours or in their place. */
record TenantLexicon(
        @NotNull TextLanguage language,
        @NotNull Mode mode,
        @NotNull @Size(max = 2000) List<@NotNull @Valid LexiconEntry> entries) {

    /** What becomes of ours. */
    enum Mode {
        /** Ours stays; an entry of the same phrase and sense takes its place. */
        @JsonProperty("extend")
        EXTEND,
        /** Only the tenant's entries are read. */
        @JsonProperty("replace")
        REPLACE
    }

    /** What every tenant starts with: ours as it is. */
    static TenantLexicon none(TextLanguage language) {
        return new TenantLexicon(language, Mode.EXTEND, List.of());
    }

    /** A tenant's lexicon of a language, version by version. */
    static DocumentKind<TenantLexicon> kind(TextLanguage language) {
        return new DocumentKind<>("text_lexicon." + language.tag(), "lexicon", TenantLexicon.class, none(language));
    }

    /** What messages are read by. */
    Lexicon effective() {
        return switch (mode) {
            case EXTEND ->
                entries.isEmpty()
                        ? Lexicon.builtIn(language)
                        : Lexicon.builtIn(language).with(entries);
            case REPLACE -> Lexicon.of(language, entries);
        };
    }
}
