package dev.keizoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void isReadBackAsItWasWritten() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            KeyText made = KeyText.generate(ApiKey.Kind.SECRET, random);
            KeyText read = KeyText.parse(made.reveal());
            assertThat(read).isNotNull();
            assertThat(read.id()).isEqualTo(made.id()).hasSize(11);
            assertThat(read.hash()).isEqualTo(made.hash());
            assertThat(seen.add(made.reveal())).isTrue();
        }
    }

    @Test
    void neverShowsItsSecretByAccident() {
        KeyText made = KeyText.generate(ApiKey.Kind.SECRET, random);
        assertThat("key " + made).isEqualTo("key " + made.id() + "_…");
    }

    @Test
    void tellsThePublishableFromTheSecret() {
        KeyText shown = KeyText.generate(ApiKey.Kind.PUBLISHABLE, random);
        assertThat(KeyText.parse(shown.reveal()).id()).isEqualTo(shown.id()).startsWith("kz_pk_");
        assertThat(shown.reveal()).doesNotMatch("kz_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
    }

    @Test
    void readsNothingElse() {
        String key = KeyText.generate(ApiKey.Kind.SECRET, random).reveal();
        for (String other :
                new String[] {"", "kz_", key + "x", key.substring(1), " " + key, key.toUpperCase(java.util.Locale.ROOT)
                }) {
            assertThat(KeyText.parse(other)).as(other).isNull();
        }
    }
}
