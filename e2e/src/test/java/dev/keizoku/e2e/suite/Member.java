package dev.keizoku.e2e.suite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

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

    /** What it is told in every suite. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("QUARKUS_PROFILE", "e2e");
        settings.put("KEIZOKU_DB_NAME", id());
        settings.put("KEIZOKU_DB_USER", id());
        settings.put("KEIZOKU_PEOPLE_INSIDE_HOSTS", "127.0.0.1");
        settings.put("KEIZOKU_LOG_JSON", "false");
        // Stories ask with wrong keys far more often than anybody should from one address.
        settings.put("KEIZOKU_LIMITS_FAILED_ATTEMPTS", "1000000");
        // What a killed process was importing is gone on with sooner than by default.
        settings.put("KEIZOKU_IMPORTS_LEASE", "PT5S");
        // Of what callers ask, only what they trace themselves.
        settings.put("KEIZOKU_TRACES_SAMPLE", this == GATEWAY ? "0" : "1");
        if (this == GATEWAY) {
            // Receivers are on this machine, and what a killed process was sending is sent again sooner than by
            // default.
            settings.put("KEIZOKU_WEBHOOKS_ALLOW_LOCAL", "true");
            settings.put("KEIZOKU_WEBHOOKS_TIMEOUT", "PT5S");
            settings.put("KEIZOKU_WEBHOOKS_LEASE", "PT10S");
        }
        return settings;
    }

    Path jar() {
        return Repository.root().resolve(Path.of("services", id(), "target", "quarkus-app", "quarkus-run.jar"));
    }
}
