package dev.keizoku.gateway.privacy;

import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.privacy.Holders.Reply;
import dev.keizoku.gateway.privacy.Person.ContactRef;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/** The personal data of one contact, and of the user the contact is. */
@Path("/v1/accounts/{account_id}/contacts/{contact_id}/personal-data")
@RunOnVirtualThread
public class ContactPersonResource {

    private final Removals removals;
    private final Holders holders;
    private final Caller caller;

    ContactPersonResource(Removals removals, Holders holders, Caller caller) {
        this.removals = removals;
        this.holders = holders;
        this.caller = caller;
    }

    @DELETE
    @RolesAllowed(Scopes.ADMIN)
    public Response delete(
            @PathParam("account_id") String accountId,
            @PathParam("contact_id") String contactId,
            @Context UriInfo uri) {
        Parameters.of(uri).verify();
        String account = PathId.of("account_id", accountId);
        String contact = PathId.of("contact_id", contactId);
        SortedSet<String> users = new TreeSet<>();
        String asked = "/v1/accounts/" + UriText.of(account) + "/contacts/" + UriText.of(contact);
        switch (holders.get(Upstream.SUBSCRIPTIONS, asked, Holders.asking(caller.tenant(), caller.subject()))) {
            case Reply.Nothing nothing -> throw ProblemException.notFound("contact");
            case Reply.Away away ->
                throw new ProblemException(
                                CommonProblem.UNAVAILABLE, "Who the contact is cannot be asked right now. Try again.")
                        .retryAfter(Duration.ofSeconds(1));
            case Reply.Told told -> {
                if (told.body().path("user_id").isTextual()) {
                    users.add(told.body().path("user_id").asText());
                }
            }
        }
        Person person = new Person(users, users.isEmpty(), new ContactRef(account, contact));
        return ReceiptResource.answer(removals.remove(caller.tenant(), caller.subject(), person));
    }
}
