package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.rule.Looks.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.measure.Fleet;
import dev.keizoku.kernel.StrictJson;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promise: a day that is looked at again starts from the same memory and comes to the same. */
class SignalMemoryTest {

    private static final ObjectMapper MAPPER = StrictJson.mapper();

    @Test
    void isTheSameWhenItIsReadAgain() throws JsonProcessingException {
        SignalMemory memory = Looks.look(Looks.stepping(Looks.healthy(), DAY, -1.7, 0, 0)
                        .usage("{\"active_users_7\": 7}")
                        .fleet(fleet -> new Fleet(true, true, null, Map.of("e", DAY.minusDays(3)))))
                .memory();

        assertThat(MAPPER.readValue(MAPPER.writeValueAsString(memory), SignalMemory.class))
                .isEqualTo(memory);
        assertThat(memory.decline()).isEqualTo(1.2);
        assertThat(memory.usualUsers()).isEqualTo(7);
        assertThat(memory.triedReleases()).containsEntry("e", true);
    }

    @Test
    void isEmptyBeforeTheFirstDay() throws JsonProcessingException {
        assertThat(MAPPER.writeValueAsString(SignalMemory.NONE)).isEqualTo("{}");
        assertThat(MAPPER.readValue("{}", SignalMemory.class)).isEqualTo(SignalMemory.NONE);
    }

    @Test
    void keepsOfANumberTheDaysOnWhichItChanged() {
        Steps steps = Steps.NONE
                .then(DAY, BigDecimal.TEN, 30)
                .then(DAY.plusDays(1), BigDecimal.TEN, 30)
                .then(DAY.plusDays(2), BigDecimal.ONE, 30);
        assertThat(steps.steps()).hasSize(2);
        assertThat(steps.on(DAY.plusDays(1))).isEqualTo(BigDecimal.TEN);
        assertThat(steps.on(DAY.plusDays(9))).isEqualTo(BigDecimal.ONE);
        assertThat(steps.on(DAY.minusDays(1))).isNull();
    }

    @Test
    void forgetsWhatIsOlderThanItNeeds() {
        Steps steps = Steps.NONE.then(DAY, BigDecimal.TEN, 30).then(DAY.plusDays(5), BigDecimal.ONE, 30);
        assertThat(steps.then(DAY.plusDays(34), BigDecimal.ONE, 30).steps()).hasSize(2);
        assertThat(steps.then(DAY.plusDays(35), BigDecimal.ONE, 30).steps()).hasSize(1);
    }

    @Test
    void putsADayThatIsLookedAtAgainInThePlaceOfItself() {
        Steps once = Steps.NONE.then(DAY, BigDecimal.TEN, 30).then(DAY.plusDays(1), BigDecimal.ONE, 30);
        assertThat(once.then(DAY.plusDays(1), BigDecimal.TEN, 30)).isEqualTo(Steps.NONE.then(DAY, BigDecimal.TEN, 30));
    }
}
