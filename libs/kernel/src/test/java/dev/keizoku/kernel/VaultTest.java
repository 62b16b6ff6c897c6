package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultTest {

    private static final String TOKEN_SECRET = "a-secret-of-at-least-32-characters";
    private static final String TEXT = "whsec_秘密";

    private final Vault vault = new Vault(Optional.empty(), TOKEN_SECRET);

    @Test
    void whatIsSealedDoesNotShowAndIsNeverTheSameTwice() {
        byte[] sealed = vault.seal(TEXT);
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("whsec");
        assertThat(vault.seal(TEXT)).isNotEqualTo(sealed);
        assertThat(vault.open(sealed)).isEqualTo(TEXT);
        assertThat(vault.open(vault.seal(""))).isEmpty();
    }

    @Test
    void whatWasSealedByAnEarlierVersionOpens() {
        byte[] sealed = Base64.getDecoder().decode("AAECAwQFBgcICQoL6bnWjr1XNf9BG/M0khsc2RO1M/wqM8bnflokxQ==");
        assertThat(vault.open(sealed)).isEqualTo(TEXT);
    }

    @Test
    void aSecretOfItsOwnOutlastsTheTokenSecret() {
        Optional<String> own = Optional.of("a-secret-of-the-vault");
        byte[] sealed = new Vault(own, TOKEN_SECRET).seal(TEXT);
        assertThat(new Vault(own, "another-secret-of-32-characters").open(sealed))
                .isEqualTo(TEXT);
        assertThatThrownBy(() -> vault.open(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A secret was sealed with another KEIZOKU_WEBHOOKS_SECRET.");
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        byte[] sealed = vault.seal(TEXT);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> vault.open(sealed)).isInstanceOf(IllegalStateException.class);
    }
}
