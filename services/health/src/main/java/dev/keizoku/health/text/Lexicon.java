package dev.keizoku.health.text;

import dev.keizoku.health.text.token.TextLanguage;
import dev.keizoku.health.text.token.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The phrases of one language, ready to be found. */
public final class Lexicon {

    private final TextLanguage language;
    private final List<LexiconEntry> entries;
    private final Map<String, List<Phrase>> byFirstWord;

    private Lexicon(TextLanguage language, List<LexiconEntry> entries, Map<String, List<Phrase>> byFirstWord) {
        this.language = language;
        this.entries = entries;
        this.byFirstWord = byFirstWord;
    }

    /** What a phrase is told apart by: the same words may be read as two things. */
    private record Key(String phrase, Sense readsAs) {}

    /**
     * A lexicon of exactly these entries.
     *
     * @throws IllegalArgumentException when a phrase cannot be made ready
     */
    public static Lexicon of(TextLanguage language, Collection<LexiconEntry> entries) {
        Words words = Words.of(language);
        Map<String, List<Phrase>> byFirstWord = new HashMap<>();
        int rank = 0;
        for (LexiconEntry entry : entries) {
            Phrase phrase = Phrase.of(entry, rank++, words);
            if (entry.weight().signum() > 0) {
                phrase.firstWords()
                        .forEach(first -> byFirstWord
                                .computeIfAbsent(first, word -> new ArrayList<>())
                                .add(phrase));
            }
        }
        return new Lexicon(language, List.copyOf(entries), byFirstWord);
    }

    /** Ours, as it comes with the release. */
    public static Lexicon builtIn(TextLanguage language) {
        return BuiltInLexicons.of(language);
    }

    /** These entries on top of ours: one of the same phrase and sense takes the place of ours. */
    public Lexicon with(Collection<LexiconEntry> more) {
        Map<Key, LexiconEntry> merged = new LinkedHashMap<>();
        entries.forEach(entry -> merged.put(new Key(entry.phrase(), entry.readsAs()), entry));
        more.forEach(entry -> merged.put(new Key(entry.phrase(), entry.readsAs()), entry));
        return of(language, merged.values());
    }

    public TextLanguage language() {
        return language;
    }

    public List<LexiconEntry> entries() {
        return entries;
    }

    List<Phrase> beginningWith(String word) {
        return byFirstWord.getOrDefault(word, List.of());
    }
}
