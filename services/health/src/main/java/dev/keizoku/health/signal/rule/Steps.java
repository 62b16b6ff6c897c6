package dev.keizoku.health.signal.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a number was on each of the last days, kept as the days on which it changed. */
public record Steps(@JsonValue List<Step> steps) {

    static final Steps NONE = new Steps(List.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Steps {
        steps = List.copyOf(steps);
    }

    /** From a day on, it was that much. */
    public record Step(LocalDate on, BigDecimal value) {}

    /** With what it is on a day, without what is no longer needed to say what it was so many days ago. */
    Steps then(LocalDate day, BigDecimal value, int daysKept) {
        List<Step> kept = new ArrayList<>(steps);
        kept.removeIf(step -> !step.on().isBefore(day));
        if (kept.isEmpty() || kept.getLast().value().compareTo(value) != 0) {
            kept.add(new Step(day, value));
        }
        LocalDate oldest = day.minusDays(daysKept);
        while (kept.size() > 1 && !kept.get(1).on().isAfter(oldest)) {
            kept.removeFirst();
        }
        return new Steps(kept);
    }

    /** What it was on the day; null when it was not known then. */
    @Nullable BigDecimal on(LocalDate day) {
        BigDecimal value = null;
        for (Step step : steps) {
            if (!step.on().isAfter(day)) {
                value = step.value();
            }
        }
        return value;
    }
}
