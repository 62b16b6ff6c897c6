package dev.keizoku.subscriptions.stripe;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.subscriptions.stripe.StripeStore.StoredFact;
import dev.keizoku.subscriptions.stripe.StripeThing.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of updates that came about in one second, which their times do not tell.
 *
 * <p>Each says what its fields were before it. It comes after the state it says was before it: that of the last earlier
 * second, or of another of its second. What that leaves open goes by the event's id.
 */
final class StripeChain {

    /** Where an event says what was before it, and where that is kept beside the object. */
    static final String PREVIOUS = "previous_attributes";

    private static final Comparator<StoredFact> ORDER =
            comparing(StoredFact::at).thenComparing(StoredFact::rank).thenComparing(StoredFact::source);

    private StripeChain() {}

    /** The places, from 1, of those of a subject's facts that share a second with another. */
    static Map<StoredFact, Integer> places(List<StoredFact> facts) {
        List<StoredFact> shown = facts.stream()
                .filter(fact -> fact.kind() == Kind.SUBSCRIPTION)
                .sorted(ORDER)
                .toList();
        Map<StoredFact, Integer> places = new HashMap<>();
        JsonNode state = null;
        int from = 0;
        while (from < shown.size()) {
            List<StoredFact> together = new ArrayList<>();
            StoredFact first = shown.get(from);
            while (from < shown.size()
                    && shown.get(from).at().equals(first.at())
                    && shown.get(from).rank() == first.rank()) {
                together.add(shown.get(from++));
            }
            int place = 0;
            while (!together.isEmpty()) {
                StoredFact next = next(together, state);
                together.remove(next);
                state = next.content().json();
                places.put(next, ++place);
            }
        }
        return places;
    }

    private static StoredFact next(List<StoredFact> together, @Nullable JsonNode state) {
        if (together.size() > 1 && state != null) {
            for (StoredFact fact : together) {
                if (follows(fact, state)) {
                    return fact;
                }
            }
        }
        return together.stream()
                .filter(fact -> together.stream()
                        .noneMatch(other ->
                                other != fact && follows(fact, other.content().json())))
                .findFirst()
                .orElse(together.getFirst());
    }

    /** Whether an update says that the state was just before it. */
    private static boolean follows(StoredFact fact, JsonNode state) {
        JsonNode previous = fact.content().json().path(PREVIOUS);
        return previous.isObject() && !previous.isEmpty() && within(previous, state);
    }

    /** Whether a state holds everything that is told of it; null is as good as nothing. */
    private static boolean within(JsonNode told, JsonNode state) {
        if (told.isObject()) {
            return told.properties().stream().allMatch(field -> within(field.getValue(), state.path(field.getKey())));
        }
        if (told.isArray()) {
            if (told.size() != state.size()) {
                return false;
            }
            for (int i = 0; i < told.size(); i++) {
                if (!within(told.get(i), state.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return told.isNull() ? state.isNull() || state.isMissingNode() : told.equals(state);
    }
}
