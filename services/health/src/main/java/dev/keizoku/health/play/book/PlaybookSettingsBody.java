package dev.keizoku.health.play.book;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings as they are sent and kept: what is left out is as every tenant starts. */
record PlaybookSettingsBody(
        @Nullable @Valid AttributeNames attributes,
        @Nullable @Valid Times timing,

        @Nullable @DecimalMin("1") @DecimalMax("100") @Digits(integer = 3, fraction = 2) BigDecimal acquisitionCostRatio,

        @Nullable @Size(max = 100) List<@NotNull @Valid Line> playbooks) {

    /** Unlike the constraint of that name it lets a field be left out. */
    private static final String NOT_BLANK = "(?s).*\\S.*";

    /** Names of attributes. */
    record AttributeNames(
            @Nullable @Pattern(regexp = NOT_BLANK) @Size(max = 255) String industry,

            @Nullable @Pattern(regexp = NOT_BLANK) @Size(max = 255) String size,

            @Nullable @Pattern(regexp = NOT_BLANK) @Size(max = 255) String techLiteracy,

            @Nullable @Pattern(regexp = NOT_BLANK) @Size(max = 255) String maturity) {}

    /** When plays open that no sign asks for. */
    record Times(
            @Nullable @Min(1) @Max(365) Integer renewalLeadDays,
            @Nullable @Min(0) @Max(90) Integer reviewLeadDays,
            @Nullable @Min(1) @Max(365) Integer interviewDays,
            @Nullable @Size(max = 12) List<@NotNull @Min(1) @Max(12) Integer> reshuffleMonths,
            @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = "[A-Z]{2}") String> reshuffleCountries) {}

    /** What is said of one playbook. */
    record Line(
            @NotNull PlaybookKey key,
            @Nullable Boolean enabled,
            @Nullable @Valid Words name,
            @Nullable @Min(0) @Max(90) Integer slaDays,
            @Nullable @Min(1) @Max(730) Integer expiresDays,
            @Nullable @Size(min = 1, max = 50) List<Playbook.@NotNull @Valid Step> steps,
            @Nullable @Size(min = 1, max = 2) List<Playbook.@NotNull @Valid Message> messages,
            @Nullable @Size(max = 20) List<Playbook.@NotNull @Valid Variant> variants) {}

    /** What is wrong with them beyond the form of their fields. */
    private List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        Set<PlaybookKey> seen = EnumSet.noneOf(PlaybookKey.class);
        List<Line> lines = playbooks == null ? List.of() : playbooks;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String pointer = "/playbooks/" + i;
            if (!seen.add(line.key())) {
                errors.add(new FieldError(pointer + "/key", "repeated", "Each playbook is listed once."));
            }
            steps(line.steps(), pointer, errors);
            MergeFields.check(line.messages(), pointer, errors);
            List<Playbook.Variant> variants = line.variants() == null ? List.of() : line.variants();
            for (int j = 0; j < variants.size(); j++) {
                String variant = pointer + "/variants/" + j;
                if (!variants.get(j).when().any()) {
                    errors.add(new FieldError(variant + "/when", "required", "A variant is for some accounts."));
                }
                steps(variants.get(j).steps(), variant, errors);
                MergeFields.check(variants.get(j).messages(), variant, errors);
            }
        }
        return errors;
    }

    private static void steps(@Nullable List<Playbook.Step> steps, String pointer, List<FieldError> errors) {
        for (int i = 1; steps != null && i < steps.size(); i++) {
            if (steps.get(i).dueDays() < steps.get(i - 1).dueDays()) {
                errors.add(new FieldError(
                        pointer + "/steps/" + i + "/due_days", "not_ascending", "Steps are due one after another."));
            }
        }
    }

    /**
     * The settings, with what is left out as every tenant starts.
     *
     * @throws ProblemException 400 naming everything that is wrong
     */
    PlaybookSettings checked() {
        List<FieldError> errors = errors();
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return over(Playbooks.DEFAULT);
    }

    private PlaybookSettings over(PlaybookSettings initial) {
        Map<PlaybookKey, Line> said = new EnumMap<>(PlaybookKey.class);
        if (playbooks != null) {
            playbooks.forEach(line -> said.put(line.key(), line));
        }
        return new PlaybookSettings(
                attributes == null ? initial.attributes() : attributes(attributes, initial.attributes()),
                timing == null ? initial.timing() : timing(timing, initial.timing()),
                acquisitionCostRatio == null
                        ? initial.acquisitionCostRatio()
                        : new BigDecimal(
                                acquisitionCostRatio.stripTrailingZeros().toPlainString()),
                Stream.of(PlaybookKey.values())
                        .map(key -> playbook(initial.of(key), said.get(key)))
                        .toList());
    }

    private static PlaybookSettings.Attributes attributes(AttributeNames said, PlaybookSettings.Attributes initial) {
        return new PlaybookSettings.Attributes(
                or(said.industry(), initial.industry()),
                or(said.size(), initial.size()),
                or(said.techLiteracy(), initial.techLiteracy()),
                or(said.maturity(), initial.maturity()));
    }

    private static PlaybookSettings.Timing timing(Times said, PlaybookSettings.Timing initial) {
        return new PlaybookSettings.Timing(
                or(said.renewalLeadDays(), initial.renewalLeadDays()),
                or(said.reviewLeadDays(), initial.reviewLeadDays()),
                or(said.interviewDays(), initial.interviewDays()),
                or(said.reshuffleMonths(), initial.reshuffleMonths()),
                or(said.reshuffleCountries(), initial.reshuffleCountries()));
    }

    private static Playbook playbook(Playbook initial, @Nullable Line said) {
        return said == null
                ? initial
                : new Playbook(
                        initial.key(),
                        or(said.enabled(), initial.enabled()),
                        or(said.name(), initial.name()),
                        or(said.slaDays(), initial.slaDays()),
                        or(said.expiresDays(), initial.expiresDays()),
                        or(said.steps(), initial.steps()),
                        or(said.messages(), initial.messages()),
                        or(said.variants(), initial.variants()));
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return said == null ? otherwise : said;
    }
}
