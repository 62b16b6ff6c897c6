package dev.keizoku.gateway.audit;

import java.time.Instant;

/** Entries of a service are asked for before it: earlier ones, and those of the instant with a smaller id. */
record Bound(Instant at, long id) {

    /** As the services take it. */
    String wire() {
        return at + "," + id;
    }
}
