package dev.keizoku.health.play.book;

import dev.keizoku.health.language.Language;
import dev.keizoku.kernel.FieldError;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The places in a message that are filled in for an account. */
public final class MergeFields {

    private static final Set<String> KNOWN = Set.of("account", "contact", "industry");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    private MergeFields() {}

    /** What is filled in; what nobody knows is said in general words. */
    public record Values(
            @Nullable String account,
            @Nullable String industry,
            @Nullable String contact) {}

    /** The text with its places filled in. */
    public static String fill(String text, Values values, Language language) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), values, language)));
    }

    /** Names the messages that have places nobody can fill. */
    static void check(@Nullable List<Playbook.Message> messages, String pointer, List<FieldError> errors) {
        for (int i = 0; messages != null && i < messages.size(); i++) {
            Playbook.Message message = messages.get(i);
            String at = pointer + "/messages/" + i;
            check(message.subject(), at + "/subject", errors);
            check(message.body(), at + "/body", errors);
        }
    }

    private static void check(Words words, String pointer, List<FieldError> errors) {
        check(words.en(), pointer + "/en", errors);
        check(words.ja(), pointer + "/ja", errors);
    }

    private static void check(String text, String pointer, List<FieldError> errors) {
        if (PLACE.matcher(text).results().anyMatch(place -> !KNOWN.contains(place.group(1)))) {
            errors.add(new FieldError(pointer, "invalid_value", "Accepted in braces: account, contact, industry."));
        }
    }

    private static String value(String name, Values values, Language language) {
        boolean japanese = language == Language.JA;
        return switch (name) {
            case "account" -> or(values.account(), japanese ? "貴社" : "your company");
            case "industry" -> or(values.industry(), japanese ? "貴社の業界" : "your industry");
            case "contact" -> or(values.contact(), japanese ? "ご担当者" : "there");
            default -> "";
        };
    }

    private static String or(@Nullable String known, String otherwise) {
        return known == null || known.isBlank() ? otherwise : known;
    }
}
