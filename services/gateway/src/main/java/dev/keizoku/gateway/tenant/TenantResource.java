package dev.keizoku.gateway.tenant;

import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.tenant.TenantRegister.Settings;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tenant of the key. */
@Path("/v1/tenant")
@RunOnVirtualThread
public class TenantResource {

    private final TenantRegister register;
    private final TenantPush push;
    private final Caller caller;

    TenantResource(TenantRegister register, TenantPush push, Caller caller) {
        this.register = register;
        this.push = push;
        this.caller = caller;
    }

    record TenantChanges(
            @Nullable @Size(min = 1, max = 200) String name,
            @Nullable ZoneId zone,
            @Nullable Currency currency,

            @Nullable @Pattern(regexp = "en|ja", message = "Accepted: en, ja.") String language,

            @Nullable @Min(1) @Max(12) Integer fiscalYearStartMonth,
            @Nullable Map<String, @Nullable Object> policies) {

        private static final TenantChanges NONE = new TenantChanges(null, null, null, null, null, null);

        Settings toSettings() {
            if (equals(NONE)) {
                throw ProblemException.ofFields(
                        List.of(new FieldError("", "nothing_to_change", "Name at least one field.")));
            }
            Map<String, @Nullable Object> stated = policies == null ? Map.of() : policies;
            List<FieldError> errors = Policy.errors(stated);
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return new Settings(name, zone, currency, language, fiscalYearStartMonth, stated);
        }
    }

    @GET
    @RolesAllowed("**")
    public Response get() {
        return answer(register.find(caller.tenant()).orElseThrow(() -> ProblemException.notFound("tenant")));
    }

    @PATCH
    @RolesAllowed("admin")
    public Response change(TenantChanges body, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return switch (register.change(caller.tenant(), body.toSettings(), version(ifMatch), caller.subject())) {
            case TenantRegister.Change.Done(var tenant) -> {
                push.now(tenant);
                yield answer(tenant);
            }
            case TenantRegister.Change.Stale(var tenant) ->
                throw new ProblemException(
                        GatewayProblem.CHANGED_MEANWHILE, "The tenant is at version " + tenant.version() + ".");
            case TenantRegister.Change.Unknown() -> throw ProblemException.notFound("tenant");
        };
    }

    private static Response answer(TenantRecord tenant) {
        return Response.ok(tenant)
                .header("ETag", "\"" + tenant.version() + "\"")
                .build();
    }

    private static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        try {
            if (ifMatch.startsWith("\"") && ifMatch.endsWith("\"") && ifMatch.length() > 2) {
                return Long.valueOf(ifMatch.substring(1, ifMatch.length() - 1));
            }
        } catch (NumberFormatException foreign) {
            // Falls through: an ETag that was not made here.
        }
        throw ProblemException.ofFields(List.of(
                new FieldError("If-Match", "invalid_value", "Expected one ETag of the tenant, such as \"3\".")));
    }
}
