package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.Direction;
import dev.keizoku.health.measure.MeasureCategory;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a scorecard must satisfy beyond the form of its fields. */
public final class ScorecardCheck {

    private ScorecardCheck() {}

    /**
     * Refuses what is no scorecard.
     *
     * @throws ProblemException naming everything that is wrong
     */
    public static void verify(Scorecard scorecard) {
        List<FieldError> errors = new ArrayList<>();
        List<Card> cards = scorecard.inOrder();
        Set<String> keys = new HashSet<>(Set.of(Scorecard.DEFAULT_KEY));
        for (int i = 0; i < cards.size() - 1; i++) {
            if (!keys.add(cards.get(i).key())) {
                errors.add(new FieldError("/cards/" + i + "/key", "repeated", "Each card has a key of its own."));
            }
            card(cards.get(i), "/cards/" + i, errors);
        }
        card(cards.getLast(), "", errors);
        if (scorecard.bands().green().compareTo(scorecard.bands().yellow()) <= 0) {
            errors.add(new FieldError("/bands/green", "not_ascending", "Green begins above yellow."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }

    private static void card(Card card, String pointer, List<FieldError> errors) {
        Set<MeasureCategory> categories = categories(card, pointer + "/categories", errors);
        Set<MeasureKey> seen = EnumSet.noneOf(MeasureKey.class);
        for (int i = 0; i < card.measures().size(); i++) {
            WeightedMeasure line = card.measures().get(i);
            String at = pointer + "/measures/" + i;
            if (!seen.add(line.measure())) {
                errors.add(new FieldError(at + "/measure", "repeated", "A scorecard lists each measure once."));
            }
            if (card.categories() != null && !categories.contains(line.measure().category())) {
                errors.add(new FieldError(
                        at + "/measure",
                        "category_missing",
                        "Its category, " + line.measure().category().key() + ", is not among the categories."));
            }
            if (line.kind() == NormaliserKind.OWN_BASELINE && !line.measure().hasBaseline()) {
                errors.add(new FieldError(
                        at + "/normaliser", "invalid_value", "Nothing is known to be usual for this measure."));
            }
            if (line.kind() == NormaliserKind.PERCENTILE && line.measure().direction() == Direction.MIDDLE_IS_BEST) {
                errors.add(new FieldError(
                        at + "/normaliser", "invalid_value", "Neither more nor less of this measure is better."));
            }
            anchors(line.anchors(), at + "/anchors", errors);
        }
        if (Weights.of(card).allZero()) {
            errors.add(new FieldError(
                    pointer + "/measures", "all_weights_zero", "At least one weight must be above nought."));
        }
    }

    private static Set<MeasureCategory> categories(Card card, String pointer, List<FieldError> errors) {
        Set<MeasureCategory> seen = EnumSet.noneOf(MeasureCategory.class);
        List<CategoryWeight> weights = card.categories() == null ? List.of() : card.categories();
        for (int i = 0; i < weights.size(); i++) {
            if (!seen.add(weights.get(i).category())) {
                errors.add(new FieldError(
                        pointer + "/" + i + "/category", "repeated", "A scorecard lists each category once."));
            }
        }
        return seen;
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
