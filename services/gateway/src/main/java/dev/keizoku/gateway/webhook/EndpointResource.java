package dev.keizoku.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.event.EventTypes;
import dev.keizoku.gateway.once.Once;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the caller's tenant wants to be told of events. */
@Path("/v1/webhook-endpoints")
@RunOnVirtualThread
@RolesAllowed(EndpointResource.SCOPE)
public class EndpointResource {

    static final String SCOPE = "webhooks:manage";

    private static final String LIST = "webhook-endpoints";

    private final Endpoints endpoints;
    private final Once once;
    private final DeliveryWorkers workers;
    private final TargetGuard guard;
    private final Caller caller;
    private final Cursors cursors;

    EndpointResource(
            Endpoints endpoints,
            Once once,
            DeliveryWorkers workers,
            TargetGuard guard,
            Caller caller,
            Cursors cursors) {
        this.endpoints = endpoints;
        this.once = once;
        this.workers = workers;
        this.guard = guard;
        this.caller = caller;
        this.cursors = cursors;
    }

    record NewEndpoint(
            Endpoint.@Nullable Kind kind,
            @NotNull @Size(min = 1, max = 2000) String url,
            @Nullable @Size(min = 1, max = 200) String token,
            @Nullable @Size(max = 200) String description,
            @Nullable @Size(max = 50) List<@NotNull String> types,
            @Nullable Boolean digest,
            @Nullable @Min(0) @Max(23) Integer digestHour) {}

    record EndpointChanges(
            @Nullable @Size(min = 1, max = 2000) String url,
            @Nullable @Size(min = 1, max = 200) String token,
            @Nullable @Size(max = 200) String description,
            @Nullable @Size(max = 50) List<@NotNull String> types,
            @Nullable Boolean enabled,
            @Nullable Boolean digest,
            @Nullable @Min(0) @Max(23) Integer digestHour) {

        private static final EndpointChanges NONE = new EndpointChanges(null, null, null, null, null, null, null);
    }

    /** An endpoint as it is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(
            String id,
            String kind,
            String url,
            @Nullable String description,
            List<String> types,
            boolean enabled,
            @Nullable String disabledReason,
            @Nullable Instant failingSince,
            @Nullable Instant secretOverlapsUntil,
            boolean digest,
            int digestHour,
            Instant createdAt,
            Instant updatedAt) {

        static Shown of(Endpoint endpoint) {
            return new Shown(
                    endpoint.id(),
                    endpoint.kind().key(),
                    endpoint.shownUrl(),
                    endpoint.description(),
                    endpoint.types(),
                    endpoint.enabled(),
                    endpoint.disabledReason(),
                    endpoint.failingSince(),
                    endpoint.secretOverlapsUntil(),
                    endpoint.digest(),
                    endpoint.digestHour(),
                    endpoint.createdAt(),
                    endpoint.updatedAt());
        }
    }

    /** The same on the one occasion its secret is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record WithSecret(Shown endpoint, @Nullable String secret) {

        static WithSecret of(Endpoints.Created created) {
            return new WithSecret(Shown.of(created.endpoint()), created.secret());
        }
    }

    @POST
    @RolesAllowed(SCOPE)
    public Response create(@HeaderParam("Idempotency-Key") @Nullable String key, NewEndpoint body) {
        boolean chatwork = body.kind() == Endpoint.Kind.CHATWORK;
        List<FieldError> errors = new ArrayList<>();
        checkUrl(body.url(), errors);
        checkTypes(body.types(), errors);
        if (chatwork && body.token() == null) {
            errors.add(new FieldError("/token", "required", "Chatwork lets in who shows a token."));
        } else if (!chatwork && body.token() != null) {
            errors.add(new FieldError("/token", "not_allowed", "Only Chatwork takes a token."));
        }
        refuse(errors);
        Endpoints.Wish wish = new Endpoints.Wish(
                body.kind(),
                body.url(),
                body.token(),
                body.description(),
                body.types(),
                true,
                body.digest(),
                body.digestHour());
        JsonNode created = once.answer(
                key,
                "POST /v1/webhook-endpoints",
                body,
                () -> WithSecret.of(endpoints.create(caller.tenant(), wish, body.url(), caller.subject())));
        return unstored(Response.status(Response.Status.CREATED), created);
    }

    @GET
    @RolesAllowed(SCOPE)
    public Page<Shown> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        String after = cursor == null ? "" : cursors.open(caller.tenant(), LIST, cursor);
        List<Endpoint> found = endpoints.list(caller.tenant(), after, limit + 1);
        boolean more = found.size() > limit;
        List<Endpoint> shown = more ? found.subList(0, limit) : found;
        String next = more ? cursors.seal(caller.tenant(), LIST, shown.getLast().id()) : null;
        return new Page<>(shown.stream().map(Shown::of).toList(), next, more);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(SCOPE)
    public Shown get(@PathParam("id") String id) {
        return Shown.of(endpoints.find(caller.tenant(), id));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(SCOPE)
    public Shown change(@PathParam("id") String id, EndpointChanges body) {
        List<FieldError> errors = new ArrayList<>();
        if (body.equals(EndpointChanges.NONE)) {
            errors.add(new FieldError("", "nothing_to_change", "Name at least one field."));
        }
        checkUrl(body.url(), errors);
        checkTypes(body.types(), errors);
        Endpoint old = endpoints.find(caller.tenant(), id);
        if (body.token() != null && old.kind() != Endpoint.Kind.CHATWORK) {
            errors.add(new FieldError("/token", "not_allowed", "Only Chatwork takes a token."));
        }
        refuse(errors);
        Endpoints.Wish wish = new Endpoints.Wish(
                null,
                body.url(),
                body.token(),
                body.description(),
                body.types(),
                body.enabled(),
                body.digest(),
                body.digestHour());
        Endpoint changed = endpoints.change(caller.tenant(), id, wish, caller.subject());
        workers.wake();
        return Shown.of(changed);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(SCOPE)
    public void remove(@PathParam("id") String id) {
        endpoints.remove(caller.tenant(), id, caller.subject());
        workers.wake();
    }

    @POST
    @Path("/{id}/rotate-secret")
    @RolesAllowed(SCOPE)
    public Response rotate(@PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        JsonNode rotated = once.answer(
                key,
                "POST /v1/webhook-endpoints/" + id + "/rotate-secret",
                null,
                () -> WithSecret.of(endpoints.rotate(caller.tenant(), id, caller.subject())));
        return unstored(Response.ok(), rotated);
    }

    @POST
    @Path("/{id}/test")
    @RolesAllowed(SCOPE)
    public Response test(@PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        JsonNode sent = once.answer(
                key,
                "POST /v1/webhook-endpoints/" + id + "/test",
                null,
                () -> Map.of("delivery_id", Long.toString(endpoints.test(caller.tenant(), id))));
        workers.wake();
        return Response.accepted(sent).build();
    }

    private void checkUrl(@Nullable String url, List<FieldError> errors) {
        String objection = url == null ? null : guard.objection(url);
        if (objection != null) {
            errors.add(new FieldError("/url", "refused_target", objection));
        }
    }

    private static void checkTypes(@Nullable List<String> types, List<FieldError> errors) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; types != null && i < types.size(); i++) {
            if (!EventTypes.ALL.contains(types.get(i))) {
                String accepted = String.join(", ", EventTypes.ALL);
                errors.add(new FieldError("/types/" + i, "invalid_value", "Accepted: " + accepted + "."));
            } else if (!seen.add(types.get(i))) {
                errors.add(new FieldError("/types/" + i, "repeated", "This type is already in the list."));
            }
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }

    private static Response unstored(Response.ResponseBuilder answer, JsonNode body) {
        return answer.header("Cache-Control", "no-store").entity(body).build();
    }
}
