package dev.keizoku.health.text.token;

import java.util.List;

/** One language's way to cut a text into tokens and to see how a stretch of them is meant. */
public sealed interface Words permits EnglishWords, JapaneseWords {

    static Words of(TextLanguage language) {
        return switch (language) {
            case EN -> EnglishWords.INSTANCE;
            case JA -> JapaneseWords.INSTANCE;
        };
    }

    List<Token> cut(String normalText);

    /** Whether the tokens from one to before another are denied by the words around them. */
    boolean negated(List<Token> tokens, int from, int to);

    /** Whether the tokens from one to before another stand in a condition: if, in case, 場合. */
    boolean supposed(List<Token> tokens, int from, int to);
}
