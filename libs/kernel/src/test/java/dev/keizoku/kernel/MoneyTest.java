package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void roundsHalfUpToTheMinorUnitOfIso4217() {
        assertThat(Money.of("8333.333333", "JPY").rounded()).isEqualTo(Money.of("8333", "JPY"));
        assertThat(Money.of("1.125", "USD").rounded()).isEqualTo(Money.of("1.13", "USD"));
        assertThat(Money.of("-1.125", "USD").rounded()).isEqualTo(Money.of("-1.13", "USD"));
        assertThat(Money.of("1.0005", "KWD").rounded()).isEqualTo(Money.of("1.001", "KWD"));
    }

    @Test
    void travelsAsADecimalString() throws JsonProcessingException {
        String json = StrictJson.mapper().writeValueAsString(Money.of("8333.33", "USD"));
        assertThat(json).isEqualTo("{\"amount\":\"8333.33\",\"currency\":\"USD\"}");
        assertThat(StrictJson.mapper().readValue(json, Money.class)).isEqualTo(Money.of("8333.33", "USD"));
    }

    @Test
    void currenciesAreNeverAddedUp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "EUR")));
    }
}
