package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.Caller;
import dev.keizoku.subscriptions.stripe.StripeIntegrationStore.FailedEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant's way to Stripe over HTTP. Signing secrets go in and never come out. */
@Path("/v1/integrations/stripe")
@RunOnVirtualThread
public class StripeIntegrationResource {

    private final StripeIntegrations integrations;
    private final Caller caller;

    StripeIntegrationResource(StripeIntegrations integrations, Caller caller) {
        this.integrations = integrations;
        this.caller = caller;
    }

    public record Body(
            @Size(min = 1, max = 5) @Nullable List<
                            @NotNull @Pattern(
                                    regexp = "[!-~]{8,255}",
                                    message = "A secret has 8 to 255 visible ASCII characters.")
                            String>
                    signingSecrets,

            StripeDefaults.@Nullable PlanBy planBy,
            @DecimalMin("0") @DecimalMax("1") @Nullable BigDecimal taxRate) {

        /** Without the secrets: what is logged by accident gives nothing away. */
        @Override
        public String toString() {
            return "Body[]";
        }
    }

    /** An integration as the caller sees it. */
    public record View(
            String endpoint,
            String webhookPath,
            int signingSecrets,
            StripeDefaults.PlanBy planBy,
            @Nullable BigDecimal taxRate,
            Instant createdAt,
            Instant updatedAt,
            List<FailedEvent> failures) {

        static View of(StripeIntegrations.Shown shown) {
            StripeIntegration integration = shown.integration();
            return new View(
                    integration.endpoint(),
                    "/v1/integrations/stripe/webhook?endpoint=" + integration.endpoint(),
                    integration.secrets().size(),
                    integration.defaults().planBy(),
                    integration.defaults().taxRate(),
                    integration.createdAt(),
                    integration.updatedAt(),
                    shown.failures());
        }
    }

    @PUT
    @RolesAllowed("admin")
    public Response put(Body body) {
        StripeDefaults defaults = new StripeDefaults(
                body.planBy() == null ? StripeDefaults.USUAL.planBy() : body.planBy(), body.taxRate());
        StripeIntegrations.Shown shown = integrations.put(caller.tenant(), body.signingSecrets(), defaults);
        return Response.status(shown.created() ? 201 : 200)
                .entity(View.of(shown))
                .build();
    }

    @GET
    @RolesAllowed("admin")
    public View get() {
        return View.of(integrations.get(caller.tenant()));
    }

    @DELETE
    @RolesAllowed("admin")
    public void delete() {
        integrations.delete(caller.tenant());
    }
}
