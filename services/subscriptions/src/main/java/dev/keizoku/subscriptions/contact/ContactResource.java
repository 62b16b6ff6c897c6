package dev.keizoku.subscriptions.contact;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.UserId;
import dev.keizoku.subscriptions.Pages;
import dev.keizoku.subscriptions.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The people at an account over HTTP. */
@Path("/v1/accounts/{account_id}/contacts")
@RunOnVirtualThread
public class ContactResource {

    private final Contacts contacts;
    private final Caller caller;
    private final Pages pages;

    ContactResource(Contacts contacts, Caller caller, Pages pages) {
        this.contacts = contacts;
        this.caller = caller;
        this.pages = pages;
    }

    public record ContactBody(
            @NotNull @Size(min = 1, max = 200) String name,
            @Size(min = 3, max = 320) @Email @Nullable String email,
            @Nullable UserId userId,
            @Size(min = 1, max = 200) @Nullable String role,
            @Size(min = 1, max = 200) @Nullable String department,
            @Size(max = 20) @Nullable List<@NotNull @Size(min = 1, max = 50) String> tags,
            Contact.@Nullable Status status,
            @Nullable LocalDate since) {

        Contact toContact(AccountId account, ContactId id) {
            return new Contact(
                    account,
                    id,
                    name,
                    email,
                    userId,
                    role,
                    department,
                    tags == null ? List.of() : tags,
                    status == null ? Contact.Status.ACTIVE : status,
                    since);
        }
    }

    @PUT
    @Path("/{contact_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(
            @PathParam("account_id") String accountId, @PathParam("contact_id") String contactId, ContactBody body) {
        Contacts.Put put =
                contacts.put(caller.tenant(), body.toContact(PathIds.account(accountId), contact(contactId)));
        return Response.status(put.created() ? 201 : 200).entity(put.contact()).build();
    }

    @GET
    @Path("/{contact_id}")
    @RolesAllowed("subscriptions:read")
    public Contact get(@PathParam("account_id") String accountId, @PathParam("contact_id") String contactId) {
        return contacts.find(caller.tenant(), PathIds.account(accountId), contact(contactId))
                .orElseThrow(() -> ProblemException.notFound("contact"));
    }

    @DELETE
    @Path("/{contact_id}")
    @RolesAllowed("subscriptions:write")
    public void delete(@PathParam("account_id") String accountId, @PathParam("contact_id") String contactId) {
        contacts.delete(caller.tenant(), PathIds.account(accountId), contact(contactId));
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<Contact> list(@PathParam("account_id") String accountId, @Context UriInfo uri) {
        AccountId account = PathIds.account(accountId);
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        String status = parameters.oneOf("status", List.of("active", "moved", "left"), "any");
        String tag = parameters.string("tag");
        parameters.verify();
        String list = "contacts " + status + " " + tag + " " + account;
        String after = pages.after(caller.tenant(), list, cursor);
        Contact.Status only = status.equals("any") ? null : Contact.Status.of(status);
        List<Contact> found = contacts.list(caller.tenant(), account, after, only, tag, limit + 1);
        return pages.of(
                caller.tenant(),
                list,
                found,
                limit,
                contact -> contact.contactId().value());
    }

    private static ContactId contact(String text) {
        return PathIds.of("contact_id", text, ContactId::new);
    }
}
