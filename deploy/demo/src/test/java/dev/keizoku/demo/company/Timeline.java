package dev.keizoku.demo.company;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** An independent reading of generated changes: refuses illegal ones, and says what is paid at an instant. */
record Timeline(List<Change> changes) {

    private enum State {
        NONE,
        TRIAL,
        ACTIVE,
        ENDING,
        ENDED
    }

    static Timeline of(List<Change> changes) {
        changes.stream()
                .collect(Collectors.groupingBy(Change::subscriptionId))
                .values()
                .forEach(Timeline::check);
        return new Timeline(changes);
    }

    long annualCentsAt(LocalDateTime instant) {
        return changes.stream().collect(Collectors.groupingBy(Change::subscriptionId)).values().stream()
                .mapToLong(subscription -> paid(subscription, instant))
                .sum();
    }

    private static long paid(List<Change> subscription, LocalDateTime instant) {
        long cents = 0;
        LocalDateTime cancelAt = null;
        for (var change : subscription) {
            if (!change.at().isBefore(instant)) {
                break;
            }
            switch (change.kind()) {
                case TRIAL_START -> cents = 0;
                case START, CHANGE_TERMS ->
                    cents = Objects.requireNonNull(change.terms()).annualCents();
                case SCHEDULE_CANCELLATION -> cancelAt = change.cancelAt();
                case RETRACT_CANCELLATION -> cancelAt = null;
                case CANCEL, END -> cents = 0;
            }
        }
        return cancelAt != null && cancelAt.isBefore(instant) ? 0 : cents;
    }

    private static void check(List<Change> subscription) {
        if (!subscription.stream()
                        .sorted(Comparator.comparing(Change::at))
                        .toList()
                        .equals(subscription)
                || subscription.stream().map(Change::at).distinct().count() != subscription.size()
                || subscription.stream().map(Change::changeId).distinct().count() != subscription.size()) {
            throw new IllegalStateException("Changes out of order or with the same id: " + subscription);
        }
        var state = State.NONE;
        LocalDateTime cancelAt = null;
        for (var change : subscription) {
            if (cancelAt != null && !change.at().isBefore(cancelAt)) {
                throw new IllegalStateException("A change after the end: " + change);
            }
            state = next(state, change);
            cancelAt = change.cancelAt();
        }
    }

    private static State next(State state, Change change) {
        var legal = switch (change.kind()) {
            case TRIAL_START -> state == State.NONE;
            case START -> state == State.NONE || state == State.TRIAL;
            case CHANGE_TERMS -> state == State.ACTIVE;
            case SCHEDULE_CANCELLATION ->
                state == State.ACTIVE
                        && Objects.requireNonNull(change.cancelAt()).isAfter(change.at());
            case RETRACT_CANCELLATION -> state == State.ENDING;
            case CANCEL -> state == State.ACTIVE;
            case END -> state == State.TRIAL;
        };
        if (!legal) {
            throw new IllegalStateException("Illegal in state " + state + ": " + change);
        }
        return switch (change.kind()) {
            case TRIAL_START -> State.TRIAL;
            case START, CHANGE_TERMS, RETRACT_CANCELLATION -> State.ACTIVE;
            case SCHEDULE_CANCELLATION -> State.ENDING;
            case CANCEL, END -> State.ENDED;
        };
    }
}
