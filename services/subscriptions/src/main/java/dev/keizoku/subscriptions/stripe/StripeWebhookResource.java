package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Where Stripe sends its events. The signature is all the credential it has. */
@Path("/v1/integrations/stripe/webhook")
@RunOnVirtualThread
public class StripeWebhookResource {

    private final StripeEvents events;

    StripeWebhookResource(StripeEvents events) {
        this.events = events;
    }

    public record Receipt(boolean received, String outcome) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("stripe:webhook")
    public Receipt receive(
            @HeaderParam("Stripe-Signature") @Nullable String signature, byte[] body, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String endpoint = parameters.string("endpoint");
        parameters.verify();
        return new Receipt(true, events.receive(endpoint, signature, body).wire());
    }
}
