package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.rule.Looks.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.measure.Held;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.signal.rule.Shifts.Answer;
import dev.keizoku.kernel.StrictJson;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an account was like before use began to surge, and for how long it counts. */
class SurgedTest {

    private static final Surged CALM = new Surged(null, null, null);

    @Test
    void remembersWhatWasBeforeTheFirstDayThatStoodOut() {
        Surged first = CALM.after(DAY, Answer.NO, true, seats("0.5"));
        Surged second = first.after(DAY.plusDays(1), Answer.YES, true, seats("0.7"));

        assertThat(first.since()).isNull();
        assertThat(first.lastOn()).isNull();
        assertThat(second.since()).isEqualTo(DAY.plusDays(1));
        assertThat(seats(second)).isEqualByComparingTo("0.5");
    }

    @Test
    void forgetsASingleDayThatStoodOut() {
        Surged first = CALM.after(DAY, Answer.NO, true, seats("0.5"));

        assertThat(first.after(DAY.plusDays(3), Answer.NO, false, Map.of())).isEqualTo(CALM);
    }

    @Test
    void holdsUntilNoWindowSeesTheSurgeAnyMore() {
        Surged surging = CALM.after(DAY, Answer.YES, true, seats("0.5"));
        Surged day27 = surging.after(DAY.plusDays(27), Answer.NO, false, Map.of());

        assertThat(day27.since()).isNull();
        assertThat(seats(day27)).isEqualByComparingTo("0.5");
        assertThat(day27.after(DAY.plusDays(28), Answer.NO, false, Map.of())).isEqualTo(CALM);
    }

    @Test
    void goesOnWhileNobodyCanSay() {
        Surged surging = CALM.after(DAY, Answer.YES, true, seats("0.5"));

        assertThat(surging.after(DAY.plusDays(1), Answer.UNKNOWN, false, Map.of()))
                .isEqualTo(new Surged(DAY, DAY.plusDays(1), surging.before()));
        assertThat(CALM.after(DAY, Answer.UNKNOWN, false, Map.of())).isEqualTo(CALM);
    }

    @Test
    void takesUseThatStandsOutForAQuarterAsUsual() {
        Surged surging = CALM.after(DAY, Answer.YES, true, seats("0.5"));

        assertThat(seats(surging.after(DAY.plusDays(89), Answer.YES, true, seats("0.9"))))
                .isEqualByComparingTo("0.5");
        assertThat(seats(surging.after(DAY.plusDays(90), Answer.YES, true, seats("0.9"))))
                .isEqualByComparingTo("0.9");
    }

    @Test
    void holdsAgainstWhatIsUsualWhereItsBeginningWasNotSeen() {
        SignalMemory memory = Looks.look(Looks.stepping(Looks.healthy(), DAY, 70, 70, 70)
                        .usage("{\"events_7\": 5000, \"level\": {\"ratio\": 8.0, \"ratio_to_fleet\": 8.0}}"))
                .memory();

        assertThat(memory.held()).isEqualTo(Held.UNSEEN);
        assertThat(SignalMemory.NONE.held()).isNull();
    }

    @Test
    void isTheSameWhenItIsReadAgain() throws JsonProcessingException {
        ObjectMapper mapper = StrictJson.mapper();
        Held held = Held.before(DAY, seats("0.5"));

        assertThat(mapper.readValue(mapper.writeValueAsString(held), Held.class))
                .isEqualTo(held);
    }

    private static Map<MeasureKey, BigDecimal> seats(String share) {
        return Map.of(MeasureKey.SEAT_USE, new BigDecimal(share));
    }

    private static @Nullable BigDecimal seats(Surged surged) {
        return Objects.requireNonNull(surged.before()).values().get(MeasureKey.SEAT_USE);
    }
}
