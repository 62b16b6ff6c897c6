package dev.keizoku.gateway.privacy;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose data it is.
 *
 * @param userIds the ids that are known of the user; empty for a contact that is no user
 * @param idsKnown whether these are all
 * @param contact where the person was asked for as a contact
 */
record Person(
        SortedSet<String> userIds,
        boolean idsKnown,
        @Nullable ContactRef contact) {

    /** A contact: its id means something only at its account. */
    record ContactRef(String accountId, String contactId) {}
}
