package dev.keizoku.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path directory;

    @Test
    void makesASecretOnceAndKeepsItForItsOwnerAlone() throws IOException {
        String made = new Secrets(directory).get("token-secret");

        assertThat(made).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(new Secrets(directory).get("token-secret")).isEqualTo(made);
        assertThat(permissions("token-secret")).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void givesEveryNameAnotherSecret() {
        var secrets = new Secrets(directory);

        assertThat(secrets.get("a")).isNotEqualTo(secrets.get("b"));
    }

    @Test
    void closesASecretThatWasLeftOpenForOthers() throws IOException {
        Path file = Files.writeString(directory.resolve("operator-key"), "given-by-hand\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(new Secrets(directory).get("operator-key")).isEqualTo("given-by-hand");
        assertThat(permissions("operator-key")).isEqualTo("rw-------");
    }

    @Test
    void refusesAnEmptySecret() throws IOException {
        Files.createFile(directory.resolve("operator-key"));

        assertThatThrownBy(() -> new Secrets(directory).get("operator-key")).isInstanceOf(Refusal.class);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }
}
