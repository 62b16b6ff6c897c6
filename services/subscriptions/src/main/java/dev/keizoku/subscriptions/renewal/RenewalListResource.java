package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The renewals of all accounts over HTTP. */
@Path("/v1/renewals")
@RunOnVirtualThread
public class RenewalListResource {

    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of("pending"), Arrays.stream(RenewalOutcome.values()).map(RenewalOutcome::wire))
            .toList();
    private static final List<String> INTENTS =
            Arrays.stream(RenewalIntent.values()).map(RenewalIntent::wire).toList();

    private final Renewals renewals;
    private final Tenants tenants;
    private final Caller caller;
    private final Cursors cursors;

    RenewalListResource(Renewals renewals, Tenants tenants, Caller caller, Cursors cursors) {
        this.renewals = renewals;
        this.tenants = tenants;
        this.caller = caller;
        this.cursors = cursors;
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<RenewalView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        RenewalStore.Asked asked = new RenewalStore.Asked(
                parameters.instant("due_from"),
                parameters.instant("due_to"),
                parameters.instant("notice_from"),
                parameters.instant("notice_to"),
                parameters.string("subscription_id"),
                some(parameters, "outcome", OUTCOMES),
                some(parameters, "intent", INTENTS),
                parameters.instant("as_of"));
        parameters.verify();
        String list = "renewals " + asked;
        RenewalStore.Place after = cursor == null ? null : place(cursors.open(caller.tenant(), list, cursor));
        List<Renewals.Told> found = renewals.list(caller.tenant(), asked, after, limit + 1);
        boolean more = found.size() > limit;
        List<Renewals.Told> shown = found.stream().limit(limit).toList();
        String next =
                more ? cursors.seal(caller.tenant(), list, text(shown.getLast().renewal())) : null;
        ZoneId zone = tenants.get(caller.tenant()).zone();
        return new Page<>(shown.stream().map(told -> RenewalView.of(told, zone)).toList(), next, more);
    }

    private static List<String> some(Parameters parameters, String name, List<String> accepted) {
        List<String> values = parameters.strings(name);
        if (!accepted.containsAll(values)) {
            parameters.error(name, "invalid_value", "Accepted: " + String.join(", ", accepted) + ".");
        }
        return values;
    }

    /** A place as text; ids hold no line breaks. */
    private static String text(Renewal renewal) {
        return renewal.dueAt() + "\n" + renewal.subscriptionId().value() + "\n" + renewal.renewalId();
    }

    private static RenewalStore.Place place(String text) {
        List<String> parts = text.lines().toList();
        return new RenewalStore.Place(Instant.parse(parts.get(0)), parts.get(1), parts.get(2));
    }
}
