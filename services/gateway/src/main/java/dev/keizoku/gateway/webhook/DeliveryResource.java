package dev.keizoku.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was sent to an endpoint, and how it fared. */
@Path("/v1/webhook-endpoints/{id}/deliveries")
@RunOnVirtualThread
@RolesAllowed(EndpointResource.SCOPE)
public class DeliveryResource {

    private static final List<String> STATES = List.of("pending", "delivered", "failed", "undelivered");

    private final Endpoints endpoints;
    private final DeliveryStore store;
    private final DeliveryWorkers workers;
    private final Caller caller;
    private final Cursors cursors;
    private final Clock clock;

    DeliveryResource(
            Endpoints endpoints,
            DeliveryStore store,
            DeliveryWorkers workers,
            Caller caller,
            Cursors cursors,
            Clock clock) {
        this.endpoints = endpoints;
        this.store = store;
        this.workers = workers;
        this.caller = caller;
        this.cursors = cursors;
        this.clock = clock;
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Listed(
            String id,
            String messageId,
            String type,
            @Nullable String accountId,
            Instant at,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            Instant createdAt,
            @Nullable Instant endedAt) {

        static Listed of(DeliveryStore.Delivery delivery) {
            return new Listed(
                    Long.toString(delivery.number()),
                    delivery.messageId(),
                    delivery.type(),
                    delivery.accountId(),
                    delivery.at(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.nextAt(),
                    delivery.createdAt(),
                    delivery.endedAt());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TriedView(Instant at, String outcome, @Nullable Integer status, int durationMs) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Detail(
            Listed delivery,
            List<TriedView> tried,
            @JsonRawValue String data) {}

    record Range(
            @NotNull Instant from,
            @Nullable Instant to,
            @Nullable Boolean delivered) {}

    @GET
    @RolesAllowed(EndpointResource.SCOPE)
    public Page<Listed> list(@PathParam("id") String id, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        String state = parameters.oneOf("state", STATES, "");
        parameters.verify();
        TenantId tenant = caller.tenant();
        endpoints.find(tenant, id);
        String list = "webhook-deliveries/" + id + "/" + state;
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursors.open(tenant, list, cursor));
        List<DeliveryStore.Delivery> found = store.list(tenant, id, state.isEmpty() ? null : state, before, limit + 1);
        boolean more = found.size() > limit;
        List<DeliveryStore.Delivery> shown = more ? found.subList(0, limit) : found;
        String next =
                more ? cursors.seal(tenant, list, Long.toString(shown.getLast().number())) : null;
        return new Page<>(shown.stream().map(Listed::of).toList(), next, more);
    }

    @GET
    @Path("/{delivery_id}")
    @RolesAllowed(EndpointResource.SCOPE)
    public Detail get(@PathParam("id") String id, @PathParam("delivery_id") String delivery) {
        TenantId tenant = caller.tenant();
        endpoints.find(tenant, id);
        DeliveryStore.Delivery found =
                store.find(tenant, id, number(delivery)).orElseThrow(() -> ProblemException.notFound("delivery"));
        List<TriedView> tried = store.attempts(tenant, id, found.number()).stream()
                .map(each -> new TriedView(each.at(), each.outcome(), each.status(), each.durationMs()))
                .toList();
        return new Detail(Listed.of(found), tried, found.data());
    }

    @POST
    @Path("/{delivery_id}/replay")
    @RolesAllowed(EndpointResource.SCOPE)
    public Response replay(@PathParam("id") String id, @PathParam("delivery_id") String delivery) {
        long number = number(delivery);
        endpoints.enabled(caller.tenant(), id);
        if (!store.replay(caller.tenant(), id, number, clock.instant())) {
            throw ProblemException.notFound("delivery");
        }
        workers.wake();
        return Response.accepted(Map.of("replayed", 1)).build();
    }

    @POST
    @Path("/replay")
    @RolesAllowed(EndpointResource.SCOPE)
    public Response replayRange(@PathParam("id") String id, Range range) {
        endpoints.enabled(caller.tenant(), id);
        Instant now = clock.instant();
        Instant to = range.to() == null ? now : range.to();
        if (!range.from().isBefore(to)) {
            throw ProblemException.ofFields(List.of(new FieldError("/to", "invalid_value", "It lies after from.")));
        }
        int replayed = store.replay(caller.tenant(), id, range.from(), to, Boolean.TRUE.equals(range.delivered()), now);
        workers.wake();
        return Response.accepted(Map.of("replayed", replayed)).build();
    }

    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw ProblemException.notFound("delivery");
        }
        return Long.parseLong(id);
    }
}
