package dev.keizoku.launcher.postgres;

import dev.keizoku.launcher.process.Processes;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Root (a container, a CI machine) therefore starts it in a user namespace of its own,
 * where it is nobody but still owns its files, or, where namespaces are forbidden, as the user {@code nobody}.
 */
final class Unprivileged {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOBODY = "65534";

    private enum Way {
        AS_IS,
        NAMESPACE,
        NOBODY
    }

    private static final Way WAY = choose();

    private Unprivileged() {}

    static List<String> command(List<String> command) {
        List<String> prefix = switch (WAY) {
            case AS_IS -> List.of();
            case NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        };
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /** Hands files to the user PostgreSQL runs as, where that is another one. */
    static void handOver(Path path) throws IOException {
        if (WAY == Way.NOBODY) {
            Processes.run(List.of("chown", "-R", NOBODY + ":" + NOBODY, path.toString()), PATIENCE);
        }
    }

    private static Way choose() {
        if (!System.getProperty("user.name").equals("root")) {
            return Way.AS_IS;
        }
        if (works(List.of("unshare", "-U", "true"))) {
            return Way.NAMESPACE;
        }
        if (works(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "true"))) {
            return Way.NOBODY;
        }
        throw new Refusal(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv (package util-linux) helps"
                        + " here. Run ./keizoku as another user.");
    }

    private static boolean works(List<String> command) {
        try {
            Processes.run(command, PATIENCE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
