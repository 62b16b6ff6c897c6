package dev.keizoku.health.expansion;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.language.Language;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Says why something is not proposed: every condition that stands against it, in the reader's language. */
@Singleton
public class Refusal {

    private final ObjectMapper mapper;

    Refusal(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Refuses where anything stands against it.
     *
     * @param against empty for an account that is not scored
     * @param pointer the field the conditions are about
     */
    public void unlessNothing(Optional<List<Condition>> against, String pointer, Language language) {
        List<Condition> failed = against.orElseThrow(
                () -> new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id."));
        if (!failed.isEmpty()) {
            throw new ProblemException(CommonProblem.CONFLICT, "This is not the time to propose it.")
                    .withErrors(failed.stream()
                            .map(condition -> new FieldError(
                                    pointer,
                                    condition.code().name(),
                                    ConditionTexts.text(
                                            condition.code(),
                                            condition.holds(),
                                            mapper.valueToTree(condition.evidence()),
                                            language)))
                            .toList());
        }
    }
}
