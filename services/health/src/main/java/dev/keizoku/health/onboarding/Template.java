package dev.keizoku.health.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.play.book.Words;
import dev.keizoku.health.touchpoint.MeetingKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What accounts of a kind reach, and by when.
 *
 * @param when the accounts it is for: each attribute that is named has one of the values; null for all
 * @param trialDays how long somebody tries before deciding
 */
record Template(
        @NotNull @NotBlank @Size(max = 100) String name,

        @Nullable @Size(min = 1, max = 20) Map<
                        @NotBlank @Size(max = 255) String,
                        @NotNull @Size(min = 1, max = 100) List<@NotBlank @Size(max = 255) String>>
                when,

        @NotNull @Min(1) @Max(365) Integer trialDays,
        @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid Milestone> milestones) {

    /**
     * Something to reach. A milestone or a step of setting up of the name {@code code} reaches it.
     *
     * @param dueDays how many days after the beginning
     * @param step another name of a step of setting up that reaches it
     * @param meeting a kind of meeting that reaches it
     */
    record Milestone(
            @NotNull @Pattern(regexp = "[a-z0-9_]{1,100}") String code,
            @NotNull @Valid Words title,
            @NotNull @Min(0) @Max(365) Integer dueDays,
            @Nullable @Size(min = 1, max = 255) String step,
            @Nullable MeetingKind meeting) {

        /** The code that is reached with the first value, however it was seen. */
        static final String FIRST_VALUE = "first_value";
    }

    boolean isFor(Map<String, JsonNode> attributes) {
        return when == null
                || when.entrySet().stream()
                        .allMatch(condition -> holds(condition.getValue(), attributes.get(condition.getKey())));
    }

    private static boolean holds(List<String> accepted, @Nullable JsonNode value) {
        return value != null
                && value.isValueNode()
                && accepted.stream().anyMatch(each -> each.equalsIgnoreCase(value.asText()));
    }
}
