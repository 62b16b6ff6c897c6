package dev.keizoku.subscriptions.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.subscriptions.contact.Contact;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What facts say of a person at an account: what the person is there, and nothing that names or reaches them.
 *
 * @param champion whether it is tagged so
 * @param bridge whether it is tagged as standing between the technical and the business side
 * @param changedOn the day the status began
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ContactFact(
        String contactId,
        @Nullable String userId,
        @Nullable String role,
        @Nullable String department,
        boolean champion,
        boolean bridge,
        Contact.Status status,
        @Nullable LocalDate changedOn) {

    private static final String CHAMPION = "champion";
    private static final String BRIDGE = "bridge";

    /** The person at the end of a day: who left or moved later was still there, since when nobody says. */
    static ContactFact on(LocalDate day, Contact contact) {
        LocalDate since = contact.since();
        boolean later = since != null && since.isAfter(day);
        return new ContactFact(
                contact.contactId().value(),
                contact.userId() == null ? null : contact.userId().value(),
                contact.role(),
                contact.department(),
                contact.tags().contains(CHAMPION),
                contact.tags().contains(BRIDGE),
                later ? Contact.Status.ACTIVE : contact.status(),
                later ? null : since);
    }
}
