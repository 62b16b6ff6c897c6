package dev.keizoku.gateway.crm.inbound;

import dev.keizoku.gateway.crm.inbound.Updates.Outcome;
import dev.keizoku.gateway.crm.inbound.Updates.Saying;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a CRM knows better than we, by batch. */
@Path("/v1/crm/updates")
@RunOnVirtualThread
public class UpdateResource {

    private final Updates updates;
    private final Tenants tenants;
    private final Caller caller;

    UpdateResource(Updates updates, Tenants tenants, Caller caller) {
        this.updates = updates;
        this.tenants = tenants;
        this.caller = caller;
    }

    record Batch(
            @Nullable @Pattern(
                    regexp = "[A-Za-z0-9_.-]{1,40}",
                    message = "1 to 40 letters, digits, dots, hyphens and underscores.")
            String system,

            @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Update> updates) {

        void verify() {
            List<FieldError> errors = new ArrayList<>();
            for (int i = 0; i < updates.size(); i++) {
                errors.addAll(updates.get(i).errors("/updates/" + i, system != null));
            }
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
        }
    }

    /** One outcome an update, in the order they were sent. */
    record Receipt(int accepted, int rejected, int unavailable, List<Outcome> data) {

        static Receipt of(List<Outcome> outcomes) {
            return new Receipt(
                    count(outcomes, Told.Status.ACCEPTED),
                    count(outcomes, Told.Status.REJECTED),
                    count(outcomes, Told.Status.UNAVAILABLE),
                    outcomes);
        }

        private static int count(List<Outcome> outcomes, Told.Status status) {
            return (int) outcomes.stream()
                    .filter(outcome -> outcome.status() == status)
                    .count();
        }
    }

    @POST
    @RolesAllowed("subscriptions:write")
    public Receipt tell(Batch body, @Context UriInfo uri, RoutingContext context) {
        Parameters.of(uri).verify();
        body.verify();
        Asking asking = Asking.of(caller, context);
        // Finding the account that is meant shows the caller nothing but what became of its own words.
        Set<String> reading = new HashSet<>(asking.scopes());
        reading.add("subscriptions:read");
        Saying saying = new Saying(
                body.system() == null ? "crm" : body.system(),
                tenants.get(caller.tenant()).zone(),
                asking,
                asking.with(reading));
        return Receipt.of(updates.tell(body.updates(), saying));
    }
}
