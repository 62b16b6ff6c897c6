package dev.keizoku.gateway.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.people.Member.Subject;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The people of the caller's tenant who were given a role here. */
@Path("/v1/members")
@RunOnVirtualThread
@RolesAllowed(Scopes.ADMIN)
public class MemberResource {

    private static final String LIST = "members";

    private final Members members;
    private final IdentityProviders providers;
    private final TokenAdmission admission;
    private final Caller caller;
    private final Cursors cursors;

    MemberResource(
            Members members, IdentityProviders providers, TokenAdmission admission, Caller caller, Cursors cursors) {
        this.members = members;
        this.providers = providers;
        this.admission = admission;
        this.caller = caller;
        this.cursors = cursors;
    }

    record NewMember(
            @Nullable @Size(min = 1, max = 200) String name,

            @Nullable @Size(max = 254) @Pattern(regexp = "[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+", message = "An e-mail address.") String email,

            @Nullable @Size(min = 1, max = 63) String provider,
            @Nullable @Size(min = 1, max = 255) String subject,

            @NotNull @Pattern(
                    regexp = "viewer|analyst|csm|csm_all|manager|admin",
                    message = "Accepted: viewer, analyst, csm, csm_all, manager, admin.")
            String role) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(
            String memberId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String provider,
            @Nullable String subject,
            String role,
            Instant createdAt,
            Instant updatedAt) {

        static Shown of(Member member) {
            Subject subject = member.subject();
            return new Shown(
                    member.id(),
                    member.name(),
                    member.email(),
                    subject == null ? null : subject.provider(),
                    subject == null ? null : subject.value(),
                    member.role().wireName(),
                    member.createdAt(),
                    member.updatedAt());
        }
    }

    @GET
    @RolesAllowed(Scopes.ADMIN)
    public Page<Shown> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        List<Member> found = members.page(tenant, cursor == null ? "" : cursors.open(tenant, LIST, cursor), limit + 1);
        List<Member> shown = found.subList(0, Math.min(limit, found.size()));
        boolean more = found.size() > limit;
        return new Page<>(
                shown.stream().map(Shown::of).toList(),
                more ? cursors.seal(tenant, LIST, shown.getLast().id()) : null,
                more);
    }

    @GET
    @Path("/{member_id}")
    @RolesAllowed(Scopes.ADMIN)
    public Shown get(@PathParam("member_id") String id) {
        return members.find(caller.tenant(), id).map(Shown::of).orElseThrow(MemberResource::unknown);
    }

    @PUT
    @Path("/{member_id}")
    @RolesAllowed(Scopes.ADMIN)
    public Response put(@PathParam("member_id") String id, NewMember body) {
        List<FieldError> errors = objections(id, body);
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        String provider = body.provider();
        String subject = body.subject();
        Members.Wanted wanted = new Members.Wanted(
                caller.tenant(),
                id,
                body.name(),
                body.email(),
                provider == null || subject == null ? null : new Subject(provider, subject),
                Role.of(body.role()));
        return switch (members.put(wanted, caller.subject())) {
            case Members.Giving.Given(var member, var isNew) -> {
                admission.forget();
                yield Response.status(isNew ? Response.Status.CREATED : Response.Status.OK)
                        .entity(Shown.of(member))
                        .build();
            }
            case Members.Giving.Taken() ->
                throw new ProblemException(
                        GatewayProblem.MEMBER_EXISTS, "Another member has this subject or e-mail address.");
        };
    }

    @DELETE
    @Path("/{member_id}")
    @RolesAllowed(Scopes.ADMIN)
    public Response delete(@PathParam("member_id") String id) {
        if (!members.remove(caller.tenant(), id, caller.subject())) {
            throw unknown();
        }
        admission.forget();
        return Response.noContent().build();
    }

    private List<FieldError> objections(String id, NewMember body) {
        List<FieldError> errors = new ArrayList<>();
        if (!PersonId.acceptable(id)) {
            errors.add(new FieldError(
                    "/member_id",
                    "invalid_value",
                    "1 to 255 characters, not kz_…, operator, anybody, gateway or keizoku."));
        }
        String provider = body.provider();
        if ((provider == null) != (body.subject() == null)) {
            errors.add(new FieldError(
                    provider == null ? "/provider" : "/subject",
                    "required",
                    "A subject and the provider that calls a person so belong together."));
        } else if (provider == null && body.email() == null) {
            errors.add(new FieldError("/email", "required", "A member is found by e-mail address or by subject."));
        } else if (provider != null && providers.find(caller.tenant(), provider).isEmpty()) {
            errors.add(new FieldError("/provider", "unknown_provider", "There is no identity provider of this id."));
        }
        return errors;
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("member");
    }
}
