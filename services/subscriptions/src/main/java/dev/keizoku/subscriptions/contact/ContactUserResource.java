package dev.keizoku.subscriptions.contact;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.UserId;
import dev.keizoku.subscriptions.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** The contacts of all accounts that are one user, for the gateway, which tells and removes what is kept of a person. */
@Path("/v1/contact-users/{user_id}")
@RunOnVirtualThread
public class ContactUserResource {

    private final Contacts contacts;
    private final Caller caller;

    ContactUserResource(Contacts contacts, Caller caller) {
        this.contacts = contacts;
        this.caller = caller;
    }

    /** Every contact that is the user. */
    public record Known(List<Contact> contacts) {}

    /** How many contacts were removed. */
    public record Removed(int contacts) {}

    @GET
    @RolesAllowed("internal")
    public Known get(@PathParam("user_id") String id) {
        return new Known(contacts.ofUser(caller.tenant(), user(id)));
    }

    @DELETE
    @RolesAllowed("internal")
    public Removed delete(@PathParam("user_id") String id) {
        return new Removed(contacts.deleteOfUser(caller.tenant(), user(id)));
    }

    private static UserId user(String id) {
        return PathIds.of("user_id", id, UserId::new);
    }
}
