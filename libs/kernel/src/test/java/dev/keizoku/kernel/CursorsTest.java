package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CursorsTest {

    private static final TenantId TENANT = new TenantId("t");
    private final Cursors cursors = new Cursors(Optional.empty(), "a-secret-of-at-least-32-characters");

    @Test
    void opensWhatItSealed() {
        String cursor = cursors.seal(TENANT, "accounts", "acme/株");
        assertThat(cursors.open(TENANT, "accounts", cursor)).isEqualTo("acme/株");
    }

    @Test
    void opensNothingForAnotherTenantListOrForger() {
        String cursor = cursors.seal(TENANT, "accounts", "acme");
        assertThatThrownBy(() -> cursors.open(new TenantId("u"), "accounts", cursor))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> cursors.open(TENANT, "plans", cursor)).isInstanceOf(ProblemException.class);
        for (String forged : new String[] {"", "x", "!!", cursor + "A", "AAAA" + cursor.substring(4)}) {
            assertThatThrownBy(() -> cursors.open(TENANT, "accounts", forged)).isInstanceOf(ProblemException.class);
        }
    }
}
