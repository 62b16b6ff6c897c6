package dev.keizoku.kernel;

import java.util.UUID;

/** The id of something Keizoku made, as it stands in a path. */
public final class RowId {

    private RowId() {}

    /**
     * Reads it.
     *
     * @param what what it names, for the message
     * @throws ProblemException 404 when it is none: nothing has it
     */
    public static UUID of(String id, String what) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noUuid) {
            throw ProblemException.notFound(what);
        }
    }
}
