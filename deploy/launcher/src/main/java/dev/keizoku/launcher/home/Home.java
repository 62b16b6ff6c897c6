package dev.keizoku.launcher.home;

import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The data directory of one suite; everything that survives a stop lives below it. */
public record Home(Path root) {
    private static final String OWNER_ONLY = "rwx------";

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path cluster() {
        return root.resolve("pg");
    }

    public Path binaries() {
        return root.resolve("postgres");
    }

    public Path logs() {
        return root.resolve("log");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** Creates what is missing; the secrets are for the owner only. */
    public Home prepare() {
        try {
            for (Path directory : List.of(root, logs(), run(), binaries())) {
                Files.createDirectories(directory);
            }
            Files.createDirectories(secrets());
            Files.setPosixFilePermissions(secrets(), PosixFilePermissions.fromString(OWNER_ONLY));
            return this;
        } catch (IOException e) {
            throw new Refusal(
                    "I cannot write in " + root + " (" + e.getMessage() + "). --data DIR names another place.", e);
        }
    }
}
