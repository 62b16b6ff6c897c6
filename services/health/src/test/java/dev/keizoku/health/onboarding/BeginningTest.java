package dev.keizoku.health.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keizoku.health.touchpoint.MeetingKind;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BeginningTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 5, 3);
    private static final Template DEFAULT = Templates.DEFAULT.of(Map.of());

    @Test
    void theFirstTemplateThatFitsCountsAndTheLastIsForAll() {
        assertThat(DEFAULT.name()).isEqualTo("default");
        assertThat(of("industry", "ACCOUNTING").name()).isEqualTo("accounting");
        assertThat(of("industry", "会計").name()).isEqualTo("accounting");
        assertThat(of("size", "accounting").name()).isEqualTo("default");
    }

    @Test
    void whatCameFirstReachesAMilestone() {
        assertThat(reachedOn("kickoff", FIRST.plusDays(9))).isEqualTo(FIRST.plusDays(4));
        assertThat(reachedOn("set_up", FIRST.plusDays(9))).isEqualTo(FIRST.plusDays(2));
        assertThat(reachedOn("first_value", FIRST.plusDays(9))).isEqualTo(FIRST.plusDays(8));
        assertThat(reachedOn("review", FIRST.plusDays(9))).isNull();
    }

    @Test
    void whatComesLaterIsNotReachedYet() {
        assertThat(reachedOn("first_value", FIRST.plusDays(7))).isNull();
    }

    @Test
    void isOverdueTheDayAfterUnlessTheAccountHasLeft() {
        assertThat(reach(customer(null), "review", FIRST.plusDays(90)).overdue())
                .isFalse();
        assertThat(reach(customer(null), "review", FIRST.plusDays(91)).overdue())
                .isTrue();
        assertThat(reach(customer(FIRST.plusDays(50)), "review", FIRST.plusDays(91))
                        .overdue())
                .isFalse();
    }

    @Test
    void countsTheDaysOfACustomerAndOfATrialApart() {
        Beginning trial = new Beginning("trial", null, FIRST, null, null, Map.of(), Map.of(), Map.of(), Map.of());

        assertThat(customer(null).daysLeft(FIRST)).isEqualTo(90);
        assertThat(customer(null).daysLeft(FIRST.plusDays(91))).isZero();
        assertThat(customer(null).trialDaysLeft(DEFAULT, FIRST)).isNull();
        assertThat(trial.daysLeft(FIRST)).isNull();
        assertThat(trial.trialDaysLeft(DEFAULT, FIRST.plusDays(10))).isEqualTo(20);
        assertThat(trial.trialDaysLeft(DEFAULT, FIRST.plusDays(31))).isZero();
    }

    private static Template of(String attribute, String value) {
        return Templates.DEFAULT.of(Map.<String, JsonNode>of(attribute, TextNode.valueOf(value)));
    }

    private static @Nullable LocalDate reachedOn(String code, LocalDate day) {
        return reach(customer(null), code, day).reachedOn();
    }

    private static Beginning.Reach reach(Beginning beginning, String code, LocalDate day) {
        return beginning.reach(DEFAULT, day).stream()
                .filter(reach -> reach.milestone().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** A kickoff told of as a meeting and later as a milestone, a step of setting up, and a first value. */
    private static Beginning customer(@Nullable LocalDate leftOn) {
        return new Beginning(
                "active",
                FIRST,
                FIRST.minusDays(20),
                FIRST.plusDays(8),
                leftOn,
                Map.of(),
                Map.of("kickoff", FIRST.plusDays(6)),
                Map.of("set_up", FIRST.plusDays(2)),
                Map.of(MeetingKind.KICKOFF, FIRST.plusDays(4)));
    }
}
