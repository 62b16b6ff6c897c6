package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts a scorecard is for. Of a list any entry will do; everything that is named must hold.
 *
 * @param plans the account is on any of them
 * @param attributes by name, the values that will do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Segment(
        @Nullable @Size(min = 1, max = 100) List<@NotBlank @Size(max = 255) String> plans,

        @Nullable @Size(min = 1, max = 20) Map<@NotBlank @Size(max = 255) String, @NotNull @Size(min = 1, max = 100) List<@NotNull String>> attributes) {

    boolean holds(CardFacts facts) {
        return (plans == null || plans.stream().anyMatch(facts.plans()::contains))
                && (attributes == null
                        || attributes.entrySet().stream()
                                .allMatch(entry -> entry.getValue()
                                        .contains(facts.attributes().get(entry.getKey()))));
    }
}
