package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.crm.profile.Crm;
import dev.keizoku.gateway.crm.push.connector.Credentials;
import dev.keizoku.gateway.once.Once;
import dev.keizoku.gateway.webhook.TargetGuard;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the caller's tenant has its scores pushed to. What lets us in there is told, and never answered. */
@Path("/v1/crm-connections")
@RunOnVirtualThread
@RolesAllowed(Scopes.ADMIN)
public class ConnectionResource {

    private static final String LIST = "crm-connections";
    private static final String HUBSPOT = "https://api.hubapi.com";
    private static final String NAMES = "[A-Za-z][A-Za-z0-9_.-]*";

    private final Connections connections;
    private final Once once;
    private final PushWorkers workers;
    private final TargetGuard guard;
    private final Caller caller;
    private final Cursors cursors;

    ConnectionResource(
            Connections connections,
            Once once,
            PushWorkers workers,
            TargetGuard guard,
            Caller caller,
            Cursors cursors) {
        this.connections = connections;
        this.once = once;
        this.workers = workers;
        this.guard = guard;
        this.caller = caller;
        this.cursors = cursors;
    }

    record Secrets(
            @Nullable @Size(min = 1, max = 2000) String token,
            @Nullable @Size(min = 1, max = 500) String clientId,
            @Nullable @Size(min = 1, max = 500) String clientSecret) {

        /** Says nothing, so that no log does. */
        @Override
        public String toString() {
            return "Secrets[…]";
        }

        Credentials toCredentials() {
            return new Credentials(token, clientId, clientSecret);
        }

        private void check(Crm crm, List<FieldError> errors) {
            boolean hubspot = crm == Crm.HUBSPOT;
            check("token", token, hubspot, errors);
            check("client_id", clientId, !hubspot, errors);
            check("client_secret", clientSecret, !hubspot, errors);
        }

        private static void check(String name, @Nullable String value, boolean needed, List<FieldError> errors) {
            if (needed && value == null) {
                errors.add(new FieldError("/credentials/" + name, "required", "This CRM lets in who shows it."));
            } else if (!needed && value != null) {
                errors.add(new FieldError("/credentials/" + name, "not_allowed", "This CRM does not take it."));
            }
        }
    }

    record NewConnection(
            @NotNull @Pattern(regexp = "hubspot|salesforce", message = "Accepted: hubspot, salesforce.") String crm,

            @Nullable @Size(max = 200) String name,
            @Nullable @Size(min = 1, max = 500) String address,

            @Nullable @Size(min = 1, max = 100) @Pattern(regexp = NAMES, message = "Expected a name of the CRM.") String objectType,

            @Nullable @Size(min = 1, max = 100) @Pattern(regexp = NAMES, message = "Expected a name of the CRM.") String idField,

            @NotNull @Valid Secrets credentials,
            @Nullable Boolean active) {}

    record ConnectionChanges(
            @Nullable @Size(max = 200) String name,
            @Nullable @Size(min = 1, max = 500) String address,

            @Nullable @Size(min = 1, max = 100) @Pattern(regexp = NAMES, message = "Expected a name of the CRM.") String objectType,

            @Nullable @Size(min = 1, max = 100) @Pattern(regexp = NAMES, message = "Expected a name of the CRM.") String idField,

            @Nullable @Valid Secrets credentials,
            @Nullable Boolean active) {

        private static final ConnectionChanges NONE = new ConnectionChanges(null, null, null, null, null, null);
    }

    /** A connection as it is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(
            String id,
            Crm crm,
            @Nullable String name,
            String address,
            String objectType,
            @Nullable String idField,
            boolean active,
            @Nullable Instant failingSince,
            Connection.@Nullable Trouble trouble,
            @Nullable Instant waitsUntil,
            Instant createdAt,
            Instant updatedAt) {

        static Shown of(Connection connection) {
            return new Shown(
                    connection.id(),
                    connection.crm(),
                    connection.name(),
                    connection.address(),
                    connection.objectType(),
                    connection.idField(),
                    connection.active(),
                    connection.failingSince(),
                    connection.trouble(),
                    connection.waitsUntil(),
                    connection.createdAt(),
                    connection.updatedAt());
        }
    }

    @POST
    @RolesAllowed(Scopes.ADMIN)
    public Response create(@HeaderParam("Idempotency-Key") @Nullable String key, NewConnection body) {
        Crm crm = Crm.of(body.crm()).orElseThrow();
        String told = body.address() == null && crm == Crm.HUBSPOT ? HUBSPOT : body.address();
        List<FieldError> errors = new ArrayList<>();
        if (told == null) {
            errors.add(new FieldError("/address", "required", "Expected the address of your My Domain."));
        }
        Optional<String> address = HUBSPOT.equals(told) ? Optional.of(HUBSPOT) : address(told, errors);
        body.credentials().check(crm, errors);
        if (!errors.isEmpty() || address.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        Connections.Wish wish =
                new Connections.Wish(body.name(), null, body.objectType(), body.idField(), null, body.active());
        Credentials credentials = body.credentials().toCredentials();
        JsonNode made = once.answer(
                key,
                "POST /v1/crm-connections",
                body,
                () -> Shown.of(
                        connections.create(caller.tenant(), crm, address.get(), credentials, wish, caller.subject())));
        workers.wake();
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    @GET
    @RolesAllowed(Scopes.ADMIN)
    public Page<Shown> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        String after = cursor == null ? "" : cursors.open(caller.tenant(), LIST, cursor);
        List<Connection> found = connections.list(caller.tenant(), after, limit + 1);
        boolean more = found.size() > limit;
        List<Connection> shown = more ? found.subList(0, limit) : found;
        String next = more ? cursors.seal(caller.tenant(), LIST, shown.getLast().id()) : null;
        return new Page<>(shown.stream().map(Shown::of).toList(), next, more);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Scopes.ADMIN)
    public Shown get(@PathParam("id") String id) {
        return Shown.of(connections.find(caller.tenant(), id));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Scopes.ADMIN)
    public Shown change(@PathParam("id") String id, ConnectionChanges body) {
        List<FieldError> errors = new ArrayList<>();
        if (body.equals(ConnectionChanges.NONE)) {
            errors.add(new FieldError("", "nothing_to_change", "Name at least one field."));
        }
        Optional<String> address = address(body.address(), errors);
        Connection old = connections.find(caller.tenant(), id);
        Secrets secrets = body.credentials();
        if (secrets != null) {
            secrets.check(old.crm(), errors);
        } else if (address.isPresent() && !address.get().equals(old.address())) {
            errors.add(new FieldError("/credentials", "required", "What lets us in there goes nowhere else."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        Connections.Wish wish = new Connections.Wish(
                body.name(),
                address.orElse(null),
                body.objectType(),
                body.idField(),
                secrets == null ? null : secrets.toCredentials(),
                body.active());
        Connection changed = connections.change(caller.tenant(), id, wish, caller.subject());
        workers.wake();
        return Shown.of(changed);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Scopes.ADMIN)
    public void remove(@PathParam("id") String id) {
        connections.remove(caller.tenant(), id, caller.subject());
        workers.wake();
    }

    /** Without the slash at its end. */
    private Optional<String> address(@Nullable String told, List<FieldError> errors) {
        if (told == null) {
            return Optional.empty();
        }
        String objection = guard.objection(told);
        if (objection != null) {
            errors.add(new FieldError("/address", "refused_target", objection));
            return Optional.empty();
        }
        URI uri = URI.create(told);
        if (!uri.getRawPath().matches("/?") || uri.getRawQuery() != null) {
            errors.add(new FieldError("/address", "invalid_value", "Expected an address without a path."));
        }
        return Optional.of(uri.getScheme() + "://" + uri.getRawAuthority());
    }
}
