package dev.keizoku.health.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.pull.AccountUses.Use;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolloutTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

    private final List<Use> weeks = new ArrayList<>();

    @Test
    void aDepartmentIsPlannedThenPilotThenRolledOut() {
        assertThat(state()).isEqualTo(Rollout.State.PLANNED);

        came("2026-01-05", 2);
        came("2026-03-23", 2);
        assertThat(state()).isEqualTo(Rollout.State.PILOT);

        came("2026-03-23", 3);
        assertThat(state()).isEqualTo(Rollout.State.ROLLED_OUT);
    }

    @Test
    void manyPeopleWhoHaveJustBegunAreAPilot() {
        came("2026-03-09", 20);

        assertThat(state()).isEqualTo(Rollout.State.PILOT);
    }

    @Test
    void nobodyForFourWeeksIsQuiet() {
        came("2026-01-05", 20);
        came("2026-03-02", 20);

        assertThat(state()).isEqualTo(Rollout.State.QUIET);
        assertThat(rollout().active()).isZero();
    }

    @Test
    void widensMonthByMonthOverTheDepartmentsThatAreKnown() {
        came("2026-01-05", 1);
        use("2026-02-02", "u", "Finance");
        use("2026-02-02", "u", null);
        came("2026-02-09", 1);

        assertThat(rollout().months())
                .containsExactly(
                        new Rollout.Month(YearMonth.of(2026, 1), 1),
                        new Rollout.Month(YearMonth.of(2026, 2), 2),
                        new Rollout.Month(YearMonth.of(2026, 3), 0));
        assertThat(rollout().known()).isEqualTo(4);
    }

    private void came(String week, int people) {
        IntStream.range(0, people).forEach(person -> use(week, "u" + person, "Sales"));
    }

    private void use(String week, String user, @Nullable String department) {
        weeks.add(new Use(LocalDate.parse(week), user, null, department, 1));
    }

    private Rollout.State state() {
        return rollout().departments().getLast().state();
    }

    private Rollout rollout() {
        return Rollout.of(weeks, Set.of("Sales"), 4, YearMonth.of(2026, 1), TODAY);
    }
}
