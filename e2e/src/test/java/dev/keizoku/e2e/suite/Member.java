package dev.keizoku.e2e.suite;

import java.nio.file.Path;
import java.util.Locale;

/** One of the five services. */
public enum Member {
    SUBSCRIPTIONS,
    USAGE,
    METRICS,
    HEALTH,
    GATEWAY;

    /** The name of the service, of its module, its database and its role. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is given where all share one machine, or less. */
    int heapMegabytes() {
        return this == GATEWAY ? 128 : 256;
    }

    Path jar() {
        return Repository.root().resolve(Path.of("services", id(), "target", "quarkus-app", "quarkus-run.jar"));
    }
}
