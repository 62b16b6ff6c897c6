package dev.keizoku.gateway.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.people.IdentityProvider.Tenancy;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose tokens the caller's tenant believes. */
@Path("/v1/identity-providers")
@RunOnVirtualThread
@RolesAllowed(Scopes.ADMIN)
public class IdentityProviderResource {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final IdentityProviders providers;
    private final ProviderDocuments documents;
    private final TokenAdmission admission;
    private final Caller caller;

    IdentityProviderResource(
            IdentityProviders providers, ProviderDocuments documents, TokenAdmission admission, Caller caller) {
        this.providers = providers;
        this.documents = documents;
        this.admission = admission;
        this.caller = caller;
    }

    record NewProvider(
            @NotNull @Size(min = 1, max = 500) String issuer,
            @NotNull @Size(min = 1, max = 255) String audience,
            @Nullable @Size(min = 1, max = 255) String tenantClaim,
            @Nullable @Size(min = 1, max = 255) String tenantValue,
            @Nullable @Size(min = 1, max = 255) String personClaim,
            @Nullable @Size(min = 1, max = 255) String rolesClaim,
            @Nullable @Size(max = 100) Map<String, @NotNull String> roles) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(
            String id,
            String issuer,
            String audience,
            @Nullable String tenantClaim,
            @Nullable String tenantValue,
            String personClaim,
            @Nullable String rolesClaim,
            Map<String, String> roles) {

        static Shown of(IdentityProvider provider) {
            Tenancy tenancy = provider.tenancy();
            Map<String, String> roles = new TreeMap<>();
            provider.roles().forEach((value, role) -> roles.put(value, role.wireName()));
            return new Shown(
                    provider.id(),
                    provider.issuer(),
                    provider.audience(),
                    tenancy == null ? null : tenancy.claim(),
                    tenancy == null ? null : tenancy.value(),
                    provider.personClaim(),
                    provider.rolesClaim(),
                    roles);
        }
    }

    @GET
    @RolesAllowed(Scopes.ADMIN)
    public Page<Shown> list() {
        return new Page<>(providers.of(caller.tenant()).stream().map(Shown::of).toList(), null, false);
    }

    @GET
    @Path("/{provider_id}")
    @RolesAllowed(Scopes.ADMIN)
    public Shown get(@PathParam("provider_id") String id) {
        return providers.find(caller.tenant(), id).map(Shown::of).orElseThrow(IdentityProviderResource::unknown);
    }

    @PUT
    @Path("/{provider_id}")
    @RolesAllowed(Scopes.ADMIN)
    public Response put(@PathParam("provider_id") String id, NewProvider body) {
        List<FieldError> errors = objections(id, body);
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        IdentityProvider provider = provider(id, body);
        return switch (providers.put(provider, caller.subject())) {
            case IdentityProviders.Naming.Named(var isNew) -> {
                admission.forget();
                yield Response.status(isNew ? Response.Status.CREATED : Response.Status.OK)
                        .entity(Shown.of(provider))
                        .build();
            }
            case IdentityProviders.Naming.Claimed() ->
                throw new ProblemException(
                        GatewayProblem.TOKENS_CLAIMED,
                        "Tokens of this issuer and audience are somebody's already: use an audience of your own, or a"
                                + " tenant_claim with another value.");
            case IdentityProviders.Naming.TooMany(var most) ->
                throw ProblemException.ofFields(List.of(
                        new FieldError("/provider_id", "too_many", "A tenant has " + most + " providers at most.")));
        };
    }

    @DELETE
    @Path("/{provider_id}")
    @RolesAllowed(Scopes.ADMIN)
    public Response delete(@PathParam("provider_id") String id) {
        if (!providers.delete(caller.tenant(), id, caller.subject())) {
            throw unknown();
        }
        admission.forget();
        return Response.noContent().build();
    }

    private List<FieldError> objections(String id, NewProvider body) {
        List<FieldError> errors = new ArrayList<>();
        if (!ID.matcher(id).matches()) {
            errors.add(new FieldError(
                    "/provider_id",
                    "invalid_value",
                    "1 to 63 letters, digits, dots, hyphens and underscores, a letter or digit first."));
        }
        String objection = documents.objection(body.issuer());
        if (objection != null) {
            errors.add(new FieldError("/issuer", "invalid_value", objection));
        }
        if ((body.tenantClaim() == null) != (body.tenantValue() == null)) {
            errors.add(new FieldError(
                    body.tenantClaim() == null ? "/tenant_claim" : "/tenant_value",
                    "required",
                    "A claim and the value it has for this tenant belong together."));
        }
        Map<String, String> roles = body.roles() == null ? Map.of() : body.roles();
        if (!roles.isEmpty() && body.rolesClaim() == null) {
            errors.add(new FieldError("/roles_claim", "required", "Roles are read from a claim."));
        }
        roles.forEach((value, role) -> {
            if (!Role.known(role)) {
                errors.add(new FieldError(
                        "/roles/" + value.replace("~", "~0").replace("/", "~1"),
                        "invalid_value",
                        "Accepted: " + String.join(", ", Role.NAMES) + "."));
            }
        });
        return errors;
    }

    private IdentityProvider provider(String id, NewProvider body) {
        String claim = body.tenantClaim();
        String value = body.tenantValue();
        Map<String, Role> roles = new TreeMap<>();
        if (body.roles() != null) {
            body.roles().forEach((name, role) -> roles.put(name, Role.of(role)));
        }
        return new IdentityProvider(
                caller.tenant(),
                id,
                body.issuer(),
                body.audience(),
                claim == null || value == null ? null : new Tenancy(claim, value),
                body.personClaim() == null ? "sub" : body.personClaim(),
                body.rolesClaim(),
                roles);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("identity provider");
    }
}
