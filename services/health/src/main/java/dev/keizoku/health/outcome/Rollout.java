package dev.keizoku.health.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.pull.AccountUses.Use;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far a customer has widened its use: department by department, and how many of them month by month.
 *
 * @param known departments the customer has, as far as anybody tells; never fewer than there are names of
 */
record Rollout(List<Department> departments, int known, List<Month> months) {

    static final int WINDOW_DAYS = 28;

    /** So many people of a department are more than a pilot. */
    static final int MORE_THAN_A_PILOT = 3;

    /** How far a department is. */
    enum State {
        /** Nobody has used the product yet. */
        @JsonProperty("planned")
        PLANNED,
        /** Few people, or not for long. */
        @JsonProperty("pilot")
        PILOT,
        @JsonProperty("rolled_out")
        ROLLED_OUT,
        /** It was used, and nobody came lately. */
        @JsonProperty("quiet")
        QUIET
    }

    /**
     * A department.
     *
     * @param firstOn the beginning of the first week in the window in which anybody came; null for none
     * @param users who came in the last 28 days
     */
    record Department(
            String name,
            State state,
            @Nullable LocalDate firstOn,
            @Nullable LocalDate lastOn,
            int users,
            int usersEver) {}

    /** The departments that were active in a month. */
    record Month(YearMonth month, int active) {}

    private static final class Seen {
        private final Set<String> users = new HashSet<>();
        private final Set<String> lately = new HashSet<>();
        private @Nullable LocalDate first;
        private @Nullable LocalDate last;

        private Department as(String name, LocalDate lateFrom) {
            return new Department(name, state(lateFrom), first, last, lately.size(), users.size());
        }

        private State state(LocalDate lateFrom) {
            if (first == null) {
                return State.PLANNED;
            }
            if (lately.isEmpty()) {
                return State.QUIET;
            }
            return lately.size() < MORE_THAN_A_PILOT || first.isAfter(lateFrom) ? State.PILOT : State.ROLLED_OUT;
        }
    }

    /**
     * The roll-out by what was used, by week, user and department.
     *
     * @param named departments that are known of without any use
     * @param told how many there are said to be
     */
    static Rollout of(List<Use> weeks, Collection<String> named, int told, YearMonth from, LocalDate today) {
        LocalDate lateFrom = today.minusDays(WINDOW_DAYS);
        Map<String, Seen> departments = new TreeMap<>();
        named.forEach(name -> departments.put(name, new Seen()));
        Map<YearMonth, Set<String>> months = new TreeMap<>();
        for (YearMonth month = from; !month.isAfter(YearMonth.from(today)); month = month.plusMonths(1)) {
            months.put(month, new TreeSet<>());
        }
        for (Use use : weeks) {
            if (use.department() == null || use.user() == null) {
                continue;
            }
            Seen seen = departments.computeIfAbsent(use.department(), name -> new Seen());
            seen.users.add(use.user());
            seen.first = seen.first == null || use.from().isBefore(seen.first) ? use.from() : seen.first;
            seen.last = seen.last == null || use.from().isAfter(seen.last) ? use.from() : seen.last;
            if (use.from().isAfter(lateFrom)) {
                seen.lately.add(use.user());
            }
            months.computeIfAbsent(YearMonth.from(use.from()), month -> new TreeSet<>())
                    .add(use.department());
        }
        return new Rollout(
                departments.entrySet().stream()
                        .map(each -> each.getValue().as(each.getKey(), lateFrom))
                        .toList(),
                Math.max(told, departments.size()),
                months.entrySet().stream()
                        .map(each -> new Month(each.getKey(), each.getValue().size()))
                        .toList());
    }

    /** The departments used in the last 28 days. */
    int active() {
        return Math.toIntExact(departments.stream()
                .filter(department -> department.users() > 0)
                .count());
    }
}
