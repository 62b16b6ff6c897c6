package dev.keizoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorKeyTest {

    @Test
    void doesNotStartWithoutAKeyWorthTheName() {
        assertThatThrownBy(() -> new OperatorKey(Optional.empty())).hasMessageContaining("KEIZOKU_OPERATOR_KEY");
        assertThatThrownBy(() -> new OperatorKey(Optional.of("k".repeat(23))))
                .hasMessageContaining("at least 24")
                .hasMessageNotContaining("kkk");
    }

    @Test
    void opensToTheKeyAlone() {
        OperatorKey key = new OperatorKey(Optional.of("k".repeat(24)));
        assertThat(key.matches("k".repeat(24))).isTrue();
        assertThat(key.matches("k".repeat(25))).isFalse();
        assertThat(key.matches("")).isFalse();
    }
}
