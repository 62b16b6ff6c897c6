package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.stage.LifecycleStage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What counts, and how much, for some accounts.
 *
 * @param stages the stages it is for; all when left out
 * @param segment the accounts it is for; all when left out
 * @param categories shares the weight among categories first; without it the weights are of one level
 * @param caps the rules that hold a score down; those of the whole when left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Card(
        @NotNull @Pattern(regexp = "[a-z0-9_-]{1,64}") String key,
        @Nullable @Size(min = 1, max = 4) List<@NotNull LifecycleStage> stages,
        @Nullable @Valid Segment segment,
        @Nullable @Size(min = 1, max = 8) List<@NotNull @Valid CategoryWeight> categories,
        @NotNull @Size(min = 1, max = 40) List<@NotNull @Valid WeightedMeasure> measures,
        @Nullable @Size(max = 10) List<@NotNull @Valid CapRule> caps) {

    /** Whether it is for such an account. */
    public boolean matches(LifecycleStage stage, CardFacts facts) {
        return (stages == null || stages.contains(stage)) && (segment == null || segment.holds(facts));
    }

    /** Whether what people said counts beside what was counted; if not, the score is less sure. */
    public boolean usesBothKinds() {
        return usesKind(true) && usesKind(false);
    }

    private boolean usesKind(boolean qualitative) {
        Weights weights = Weights.of(this);
        return measures.stream()
                .anyMatch(line -> line.measure().qualitative() == qualitative
                        && weights.share(line).signum() > 0);
    }
}
