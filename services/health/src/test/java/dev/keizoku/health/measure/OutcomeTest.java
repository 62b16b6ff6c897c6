package dev.keizoku.health.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.measure.Outcome.Kind;
import dev.keizoku.health.measure.Outcome.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final AccountDays ACCOUNT = AccountDays.on(DAY);

    private final AccountDays successful =
            ACCOUNT.said("{\"success\": {\"planned\": 5, \"reached\": 3, \"overdue\": 1, \"stages\": []}}");

    @Test
    void isTheMeanOfWhatIsKnown() {
        Outcome outcome = Outcome.of(successful
                .fact("{\"attributes\": {\"departments\": 5}}")
                .usage("{\"breadth\": {\"departments_28\": 2}}")
                .build());

        assertThat(outcome.parts()).containsExactly(Part.whole(Kind.GOALS, 3, 4), Part.whole(Kind.SPREAD, 2, 5));
        assertThat(outcome.score()).isEqualByComparingTo("57.5");
        assertThat(outcome.coverage()).isEqualByComparingTo("0.6667");
    }

    @Test
    void aGoalThatIsOverdueCountsAsFarAsItHasCome() {
        Outcome outcome =
                Outcome.of(successful.said("{\"success\": {\"partial\": 0.6}}").build());

        assertThat(outcome.parts()).containsExactly(new Part(Kind.GOALS, 3, 4, new BigDecimal("0.6000")));
        assertThat(outcome.score()).isEqualByComparingTo("90");
    }

    @Test
    void isNotKnownWithoutAnyPart() {
        Outcome nothing = Outcome.of(ACCOUNT.build());

        assertThat(nothing.score()).isNull();
        assertThat(nothing.coverage()).isEqualByComparingTo("0");
        assertThat(Readings.of(ACCOUNT.build()))
                .filteredOn(reading -> reading.key() == MeasureKey.OUTCOME)
                .extracting(Reading::state)
                .containsExactly(MeasureState.NOT_APPLICABLE);
    }

    @Test
    void theDepartmentsThatUseItAreNotAllThereAreUnlessSomebodySaysSo() {
        AccountDays used = ACCOUNT.usage("{\"breadth\": {\"departments_28\": 3}}");

        assertThat(Outcome.of(used.build()).parts()).isEmpty();
        assertThat(Outcome.of(used.fact("{\"attributes\": {\"departments\": [\"Sales\"]}}")
                                .build())
                        .parts())
                .containsExactly(Part.whole(Kind.SPREAD, 3, 3));
    }

    @Test
    void whatItsPlansHaveOfTheReleasesOfSixtyDaysIsUsedOrNot() {
        AccountDays account = ACCOUNT.fact("{\"features\": [\"new\", \"fresh\", \"old\"]}")
                .usage("{\"features_used_28\": [\"new\", \"old\", \"elsewhere\"]}")
                .fleet(fleet -> new Fleet(
                        true,
                        true,
                        null,
                        Map.of("new", DAY.minusDays(59), "fresh", DAY, "old", DAY.minusDays(60), "elsewhere", DAY)));

        assertThat(Outcome.of(account.build()).parts()).containsExactly(Part.whole(Kind.INNOVATION, 1, 2));
    }

    @Test
    void withoutReleasesWhatItTriesIsHeldAgainstItsUsual() {
        AccountDays account = ACCOUNT.usage("{\"trials\": {\"tried_28\": [\"x\"], \"usual\": 1.5}}");

        assertThat(Outcome.of(account.build()).parts()).containsExactly(Part.whole(Kind.INNOVATION, 1, 2));
        assertThat(Outcome.of(account.withoutUsageFlow().build()).parts()).isEmpty();
    }
}
