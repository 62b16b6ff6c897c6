package dev.keizoku.health.text;

import dev.keizoku.health.text.token.TextLanguage;

/** The lexicon of each language. */
public record Lexicons(Lexicon english, Lexicon japanese) {

    public Lexicon of(TextLanguage language) {
        return switch (language) {
            case EN -> english;
            case JA -> japanese;
        };
    }

    /** Ours in both languages. */
    public static Lexicons builtIn() {
        return new Lexicons(Lexicon.builtIn(TextLanguage.EN), Lexicon.builtIn(TextLanguage.JA));
    }
}
