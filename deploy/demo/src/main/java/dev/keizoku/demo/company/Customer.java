package dev.keizoku.demo.company;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One customer from its first to its last change.
 *
 * @param contentment 0 to 1: how well the product serves it; moves usage, answers, growth and the chance to leave
 * @param saved the day a cancellation was called off, if one was
 */
public record Customer(
        int number,
        String accountId,
        Profile profile,
        double contentment,
        List<Change> changes,
        @Nullable Farewell farewell,
        @Nullable LocalDate saved) {

    public Customer {
        changes = List.copyOf(changes);
    }

    public LocalDate since() {
        return changes.getFirst().at().toLocalDate();
    }

    /** The terms it has on a day, in a trial or paying; empty before its start and from its last day on. */
    public Optional<Terms> termsOn(LocalDate day) {
        Terms terms = null;
        for (var change : changes) {
            if (change.at().toLocalDate().isAfter(day)) {
                break;
            }
            terms = switch (change.kind()) {
                case TRIAL_START, START, CHANGE_TERMS -> change.terms();
                case SCHEDULE_CANCELLATION, RETRACT_CANCELLATION -> terms;
                case CANCEL, END -> null;
            };
        }
        if (farewell != null && !day.isBefore(farewell.on()) && !returnedBy(day)) {
            return Optional.empty();
        }
        return Optional.ofNullable(terms);
    }

    private boolean returnedBy(LocalDate day) {
        return farewell != null
                && changes.stream()
                        .filter(change -> change.kind() == Change.Kind.START)
                        .map(change -> change.at().toLocalDate())
                        .anyMatch(start -> start.isAfter(farewell.on()) && !start.isAfter(day));
    }
}
