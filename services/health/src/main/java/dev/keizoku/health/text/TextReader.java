package dev.keizoku.health.text;

import dev.keizoku.health.text.Evidence.SetAside;
import dev.keizoku.health.text.token.NormalText;
import dev.keizoku.health.text.token.TextLanguage;
import dev.keizoku.health.text.token.Token;
import dev.keizoku.health.text.token.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages: finds a lexicon's phrases and weighs how each is meant. docs/text.md tells the rules. */
public final class TextReader {

    private static final BigDecimal HALF = new BigDecimal("0.5");
    /** "Not good" is less than "bad". */
    private static final BigDecimal TURNED = new BigDecimal("-0.75");

    private TextReader() {}

    /** Reads a message by the lexicon of its language. */
    public static TextReading read(String message, Lexicons lexicons) {
        return read(message, lexicons.of(TextLanguage.of(message)));
    }

    /** Reads a message in the language of a lexicon. */
    public static TextReading read(String message, Lexicon lexicon) {
        NormalText text = NormalText.of(message);
        Words words = Words.of(lexicon.language());
        List<Token> tokens = words.cut(text.text());
        Quotes quotes = Quotes.in(text.text());
        List<Evidence> evidence = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (Match match : Match.all(tokens, lexicon)) {
            if (match.phrase().entry().readsAs() != Sense.NOTHING) {
                SetAside setAside = setAside(match, tokens, words, quotes);
                BigDecimal polarity = polarity(match, setAside, tokens);
                sum = sum.add(polarity);
                evidence.add(evidence(match, text, tokens, setAside, polarity));
            }
        }
        return new TextReading(lexicon.language(), intents(evidence), Polarity.of(sum), Polarity.score(sum), evidence);
    }

    private static @Nullable SetAside setAside(Match match, List<Token> tokens, Words words, Quotes quotes) {
        Sense sense = match.phrase().entry().readsAs();
        if (sense != Sense.BUG && quotes.covers(tokens.get(match.from()).start())) {
            return SetAside.QUOTED;
        }
        if (words.negated(tokens, match.from(), match.to())) {
            return SetAside.NEGATED;
        }
        boolean supposable = sense != Sense.CONTRACT_TERMS && sense != Sense.CONSTRUCTIVE_REQUEST;
        return supposable && words.supposed(tokens, match.from(), match.to()) ? SetAside.SUPPOSED : null;
    }

    /** Denied praise counts against, a denied complaint not at all; what comes before a "but" counts half. */
    private static BigDecimal polarity(Match match, @Nullable SetAside setAside, List<Token> tokens) {
        LexiconEntry entry = match.phrase().entry();
        int sign = entry.readsAs().sign();
        if (sign == 0 || setAside == SetAside.QUOTED || setAside == SetAside.SUPPOSED) {
            return BigDecimal.ZERO;
        }
        BigDecimal signed = sign > 0 ? entry.weight() : entry.weight().negate();
        if (setAside == SetAside.NEGATED) {
            signed = sign > 0 ? signed.multiply(TURNED) : BigDecimal.ZERO;
        }
        return isBeforeContrast(match, tokens) ? signed.multiply(HALF) : signed;
    }

    /** Before a contrast in the same sentence, or in the sentence before one that begins with it. */
    private static boolean isBeforeContrast(Match match, List<Token> tokens) {
        for (int i = match.to(); i < tokens.size(); i++) {
            if (tokens.get(i).is(Token.Kind.CONTRAST)) {
                return true;
            }
            boolean ends = tokens.get(i).is(Token.Kind.STOP);
            if (ends) {
                return i + 1 < tokens.size() && tokens.get(i + 1).is(Token.Kind.CONTRAST);
            }
        }
        return false;
    }

    private static Evidence evidence(
            Match match, NormalText text, List<Token> tokens, @Nullable SetAside setAside, BigDecimal polarity) {
        int start = tokens.get(match.from()).start();
        int end = tokens.get(match.to() - 1).end();
        LexiconEntry entry = match.phrase().entry();
        return new Evidence(
                entry.phrase(),
                entry.readsAs(),
                entry.weight(),
                text.original(start, end),
                text.originalStart(start),
                text.originalEnd(end),
                setAside,
                polarity);
    }

    /** A phrase speaks for its intent once, however often it is said; denied praise speaks for criticism. */
    private static List<TextReading.Found> intents(List<Evidence> evidence) {
        Map<Intent, Map<String, BigDecimal>> said = new EnumMap<>(Intent.class);
        for (Evidence place : evidence) {
            Intent intent = place.readsAs().intent();
            if (intent != null && place.setAside() == null) {
                say(said, intent, place, place.weight());
            } else if (intent == Intent.PRAISE && place.setAside() == SetAside.NEGATED) {
                say(said, Intent.CRITICISM, place, place.weight());
            }
        }
        List<TextReading.Found> found = new ArrayList<>();
        said.forEach((intent, phrases) -> {
            BigDecimal weight = phrases.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            if (weight.compareTo(BigDecimal.ONE) >= 0) {
                found.add(new TextReading.Found(intent, weight));
            }
        });
        return found;
    }

    private static void say(
            Map<Intent, Map<String, BigDecimal>> said, Intent intent, Evidence place, BigDecimal weight) {
        said.computeIfAbsent(intent, key -> new HashMap<>()).put(place.phrase(), weight);
    }
}
