package dev.keizoku.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of asking a service. */
public sealed interface Reply {

    /** @param body a missing node where there is none */
    record Success(int status, JsonNode body) implements Reply {}

    /** The service does not do this, however often it is asked. */
    record Refused(int status, JsonNode problem) implements Reply {

        public boolean isNotThere() {
            return status == 404;
        }
    }

    /**
     * There was no answer, or none to go by; the next time there may be.
     *
     * @param late whether it was waited for in vain
     */
    record Away(boolean late, String reason) implements Reply {}
}
