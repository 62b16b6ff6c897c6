package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a scorecard must satisfy beyond the form of its fields. */
final class ScorecardCheck {

    private ScorecardCheck() {}

    /** @throws ProblemException naming everything that is wrong */
    static void verify(Scorecard scorecard) {
        List<FieldError> errors = new ArrayList<>();
        Set<MeasureKey> seen = EnumSet.noneOf(MeasureKey.class);
        for (int i = 0; i < scorecard.measures().size(); i++) {
            WeightedMeasure line = scorecard.measures().get(i);
            if (!seen.add(line.measure())) {
                errors.add(new FieldError(
                        "/measures/" + i + "/measure", "repeated", "A scorecard lists each measure once."));
            }
            anchors(line.anchors(), "/measures/" + i + "/anchors", errors);
        }
        boolean allZero =
                scorecard.measures().stream().allMatch(line -> line.weight().signum() == 0);
        if (allZero) {
            errors.add(new FieldError("/measures", "all_weights_zero", "At least one weight must be above nought."));
        }
        if (scorecard.bands().green().compareTo(scorecard.bands().yellow()) <= 0) {
            errors.add(new FieldError("/bands/green", "not_ascending", "Green begins above yellow."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }

    private static void anchors(List<Anchor> anchors, String pointer, List<FieldError> errors) {
        for (int i = 1; i < anchors.size(); i++) {
            if (anchors.get(i).value().compareTo(anchors.get(i - 1).value()) <= 0) {
                errors.add(new FieldError(
                        pointer + "/" + i + "/value", "not_ascending", "Anchors ascend by value, each value once."));
            }
        }
    }
}
