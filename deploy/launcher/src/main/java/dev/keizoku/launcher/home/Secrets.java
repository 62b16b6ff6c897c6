package dev.keizoku.launcher.home;

import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Secrets made once and kept in one file each, readable by their owner alone. */
public final class Secrets {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int BYTES = 32;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    public Secrets(Path directory) {
        this.directory = directory;
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** The secret of that name; 43 characters, safe in URLs and shells. */
    public synchronized String get(String name) {
        Path file = file(name);
        try {
            if (Files.notExists(file)) {
                write(file);
            }
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new Refusal(file + " is empty. Delete it to have a new secret made.");
            }
            return secret;
        } catch (IOException e) {
            throw new Refusal("I cannot keep a secret in " + file + ": " + e.getMessage(), e);
        }
    }

    private void write(Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Path fresh = Files.createTempFile(
                directory, file.getFileName() + ".", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(
                fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n", StandardOpenOption.WRITE);
        Files.move(fresh, file);
    }
}
