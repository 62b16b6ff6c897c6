package dev.keizoku.gateway.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.once.Once;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the caller's tenant. */
@Path("/v1/api-keys")
@RunOnVirtualThread
@RolesAllowed(Scopes.ADMIN)
public class ApiKeyResource {

    private static final String LIST = "api-keys";

    private final ApiKeys keys;
    private final Once once;
    private final Admission admission;
    private final Origins origins;
    private final Caller caller;
    private final Cursors cursors;
    private final Clock clock;

    ApiKeyResource(
            ApiKeys keys,
            Once once,
            Admission admission,
            Origins origins,
            Caller caller,
            Cursors cursors,
            Clock clock) {
        this.keys = keys;
        this.once = once;
        this.admission = admission;
        this.origins = origins;
        this.caller = caller;
        this.cursors = cursors;
        this.clock = clock;
    }

    record NewApiKey(
            @Nullable @Pattern(regexp = "secret|publishable", message = "Accepted: secret, publishable.") String kind,

            @NotNull @Size(min = 1, max = 200) String name,
            @NotNull @Size(min = 1, max = 10) List<@NotNull String> scopes,
            @Nullable @Size(max = 20) List<@NotNull String> origins,
            @Nullable Instant expiresAt) {

        ApiKeys.Wanted toWanted() {
            return new ApiKeys.Wanted(
                    kind == null ? ApiKey.Kind.SECRET : ApiKey.Kind.of(kind),
                    name,
                    scopes,
                    origins == null ? List.of() : origins,
                    expiresAt);
        }
    }

    /** A key on the one occasion its text is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(
            String id,
            String key,
            String kind,
            String name,
            List<String> scopes,
            List<String> origins,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        public static Shown of(ApiKeys.Created created) {
            ApiKey key = created.key();
            return new Shown(
                    key.id(),
                    created.text(),
                    key.kind().wireName(),
                    key.name(),
                    key.scopes(),
                    key.origins(),
                    key.createdAt(),
                    key.expiresAt());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Listed(
            String id,
            String kind,
            String name,
            List<String> scopes,
            List<String> origins,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt,
            @Nullable String replacedBy) {

        static Listed of(ApiKey key) {
            return new Listed(
                    key.id(),
                    key.kind().wireName(),
                    key.name(),
                    key.scopes(),
                    key.origins(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.revokedAt(),
                    key.lastUsedAt(),
                    key.replacedBy());
        }
    }

    @POST
    @RolesAllowed(Scopes.ADMIN)
    public Response create(@HeaderParam("Idempotency-Key") @Nullable String key, NewApiKey body) {
        JsonNode created = once.answer(key, "POST /v1/api-keys", body, () -> {
            ApiKeys.Wanted wanted = body.toWanted();
            check(wanted);
            return Shown.of(keys.create(caller.tenant(), wanted, caller.subject()));
        });
        admission.forget(created.path("id").asText());
        origins.read();
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(created)
                .build();
    }

    @GET
    @RolesAllowed(Scopes.ADMIN)
    public Page<Listed> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        Instant before = null;
        String beforeId = "";
        if (cursor != null) {
            String position = cursors.open(tenant, LIST, cursor);
            int space = position.indexOf(' ');
            before = Instant.parse(position.substring(0, space));
            beforeId = position.substring(space + 1);
        }
        List<ApiKey> found = keys.page(tenant, before, beforeId, limit + 1);
        List<ApiKey> shown = found.subList(0, Math.min(limit, found.size()));
        boolean more = found.size() > limit;
        String next = more
                ? cursors.seal(
                        tenant,
                        LIST,
                        shown.getLast().createdAt() + " " + shown.getLast().id())
                : null;
        return new Page<>(shown.stream().map(Listed::of).toList(), next, more);
    }

    @DELETE
    @Path("/{key_id}")
    @RolesAllowed(Scopes.ADMIN)
    public void revoke(@PathParam("key_id") String id) {
        switch (keys.revoke(caller.tenant(), id, caller.subject())) {
            case ApiKeys.Revocation.Revoked() -> {
                admission.forget(id);
                origins.read();
            }
            case ApiKeys.Revocation.Unknown() -> throw ProblemException.notFound("key");
            case ApiKeys.Revocation.LastAdmin() ->
                throw new ProblemException(
                        GatewayProblem.LAST_ADMIN_KEY, "Create another key with the scope admin first.");
        }
    }

    private void check(ApiKeys.Wanted wanted) {
        List<FieldError> errors = KeyRules.objections(wanted);
        Instant expiresAt = wanted.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            errors.add(new FieldError("/expires_at", "in_the_past", "A key expires in the future or never."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }
}
