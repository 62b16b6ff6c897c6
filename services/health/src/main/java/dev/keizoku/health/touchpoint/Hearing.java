package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Lexicons;
import dev.keizoku.health.text.TextLabels;
import dev.keizoku.health.text.TextReader;
import dev.keizoku.health.text.TextReading;
import dev.keizoku.health.text.Voice;
import dev.keizoku.health.text.lexicon.TextLexicons;
import dev.keizoku.health.touchpoint.TouchpointStore.Heard;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What touchpoints are taken to mean: what their senders say or, where they do not, what is read in their texts. */
@ApplicationScoped
class Hearing {

    private final TextLexicons lexicons;

    Hearing(TextLexicons lexicons) {
        this.lexicons = lexicons;
    }

    List<Heard> of(TenantId tenant, Collection<Touchpoint> touchpoints) {
        Lexicons inForce = touchpoints.stream().anyMatch(Hearing::isToBeRead) ? lexicons.inForce(tenant) : null;
        List<Heard> heard = new ArrayList<>(touchpoints.size());
        for (Touchpoint touchpoint : touchpoints) {
            Voice voice = Voice.of(touchpoint.saying().labels(), reading(touchpoint, inForce));
            heard.add(new Heard(touchpoint, voice.intents(), voice.polarity()));
        }
        return heard;
    }

    private static @Nullable TextReading reading(Touchpoint touchpoint, @Nullable Lexicons inForce) {
        String text = touchpoint.saying().text();
        return text == null || inForce == null || !isToBeRead(touchpoint) ? null : TextReader.read(text, inForce);
    }

    /** Texts of customers, unless their sender says all that they mean. */
    private static boolean isToBeRead(Touchpoint touchpoint) {
        TextLabels labels = touchpoint.saying().labels();
        return touchpoint.saying().text() != null
                && (labels.intents() == null || labels.polarity() == null)
                && touchpoint.detail().fromCustomer();
    }
}
