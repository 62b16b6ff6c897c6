package dev.keizoku.health.text;

import dev.keizoku.health.text.token.TextLanguage;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a message says and why.
 *
 * @param intents those whose evidence comes to 1 or more, in the order of {@link Intent}
 * @param score the polarity between -1 and 1
 * @param evidence everything found, in the order of the text, what was set aside included
 */
public record TextReading(
        TextLanguage language, List<Found> intents, Polarity polarity, BigDecimal score, List<Evidence> evidence) {

    public TextReading {
        intents = List.copyOf(intents);
        evidence = List.copyOf(evidence);
    }

    /** An intent with what its evidence comes to. */
    public record Found(Intent intent, BigDecimal weight) {}

    public Set<Intent> intentSet() {
        Set<Intent> set = EnumSet.noneOf(Intent.class);
        intents.forEach(found -> set.add(found.intent()));
        return set;
    }
}
