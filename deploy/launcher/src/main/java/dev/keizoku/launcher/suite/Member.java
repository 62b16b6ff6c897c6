package dev.keizoku.launcher.suite;

import java.util.Locale;

/** One of the five services, in the order of their ports, with the heap it gets when all share one machine. */
public enum Member {
    GATEWAY(128),
    SUBSCRIPTIONS(192),
    USAGE(256),
    METRICS(320),
    HEALTH(256);

    private final int heapMegabytes;

    Member(int heapMegabytes) {
        this.heapMegabytes = heapMegabytes;
    }

    /** The name of the service, of its module, its database and its role. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    int heapMegabytes() {
        return heapMegabytes;
    }
}
