package dev.keizoku.health.onboarding;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.version.DocumentKind;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.StrictJson;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The templates of a tenant. A version never changes; a change is the next version.
 *
 * @param templates the first that is for an account counts; the last is for all
 */
record Templates(@NotNull @Size(min = 1, max = 50) List<@NotNull @Valid Template> templates) {

    /** What a tenant starts with. */
    static final Templates DEFAULT = new Templates(read());

    static final DocumentKind<Templates> KIND =
            new DocumentKind<>("onboarding_templates", "onboarding templates", Templates.class, DEFAULT);

    Template of(Map<String, JsonNode> attributes) {
        return templates.stream()
                .filter(template -> template.isFor(attributes))
                .findFirst()
                .orElseGet(templates::getLast);
    }

    /** What is wrong with them beyond the form of their fields. */
    List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int last = templates.size() - 1;
        for (int i = 0; i <= last; i++) {
            Template template = templates.get(i);
            String pointer = "/templates/" + i;
            if (!names.add(template.name())) {
                errors.add(new FieldError(pointer + "/name", "repeated", "Each template has a name of its own."));
            }
            if ((template.when() == null) != (i == last)) {
                errors.add(new FieldError(
                        pointer + "/when", "invalid_value", "The last template is for all accounts, no other is."));
            }
            Set<String> codes = new HashSet<>();
            for (int j = 0; j < template.milestones().size(); j++) {
                if (!codes.add(template.milestones().get(j).code())) {
                    errors.add(new FieldError(
                            pointer + "/milestones/" + j + "/code", "repeated", "Each code is there once."));
                }
            }
        }
        return errors;
    }

    private static List<Template> read() {
        try (InputStream file = Objects.requireNonNull(
                Templates.class.getResourceAsStream("/onboarding/templates.json"), "The templates are not there.")) {
            return StrictJson.mapper().readValue(file, new TypeReference<List<Template>>() {});
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
