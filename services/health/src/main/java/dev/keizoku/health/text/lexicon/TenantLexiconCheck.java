package dev.keizoku.health.text.lexicon;

import dev.keizoku.health.text.Lexicon;
import dev.keizoku.health.text.LexiconEntry;
import dev.keizoku.health.text.Sense;
import dev.keizoku.kernel.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a tenant's lexicon must satisfy beyond the form of its fields. */
final class TenantLexiconCheck {

    private TenantLexiconCheck() {}

    private record Key(String phrase, Sense readsAs) {}

    static List<FieldError> errors(TenantLexicon lexicon, String at) {
        List<FieldError> errors = new ArrayList<>();
        Set<Key> seen = new HashSet<>();
        for (int i = 0; i < lexicon.entries().size(); i++) {
            LexiconEntry entry = lexicon.entries().get(i);
            String pointer = at + "/entries/" + i + "/phrase";
            if (!seen.add(new Key(entry.phrase(), entry.readsAs()))) {
                errors.add(new FieldError(pointer, "repeated", "A phrase is read as the same thing once."));
            }
            try {
                Lexicon.of(lexicon.language(), List.of(entry));
            } catch (IllegalArgumentException unusable) {
                errors.add(new FieldError(pointer, "invalid_value", "" + unusable.getMessage()));
            }
        }
        return errors;
    }
}
