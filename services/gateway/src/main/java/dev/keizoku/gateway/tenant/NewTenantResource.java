package dev.keizoku.gateway.tenant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.access.ApiKeyResource;
import dev.keizoku.gateway.once.Once;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the operator creates tenants. */
@Path("/v1/tenants")
@RunOnVirtualThread
public class NewTenantResource {

    private final TenantRegister register;
    private final TenantPush push;
    private final Once once;

    NewTenantResource(TenantRegister register, TenantPush push, Once once) {
        this.register = register;
        this.push = push;
        this.once = once;
    }

    record NewTenant(
            @Nullable @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
                    message = "1 to 63 letters, digits, dots, hyphens and underscores, a letter or digit first.")
            String tenant,

            @NotNull @Size(min = 1, max = 200) String name,
            @NotNull ZoneId zone,
            @NotNull Currency currency,

            @Nullable @Pattern(regexp = "en|ja", message = "Accepted: en, ja.") String language,

            @Nullable @Min(1) @Max(12) Integer fiscalYearStartMonth,
            @Nullable Map<String, @Nullable Object> policies) {

        TenantRecord toTenantRecord() {
            Map<String, @Nullable Object> stated = policies == null ? Map.of() : policies;
            List<FieldError> errors = Policy.errors(stated);
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return new TenantRecord(
                    new TenantId(tenant == null ? "t-" + UUID.randomUUID() : tenant),
                    1,
                    name,
                    zone,
                    currency,
                    language == null ? "en" : language,
                    fiscalYearStartMonth == null ? 1 : fiscalYearStartMonth,
                    Policy.merge(Map.of(), stated));
        }
    }

    record CreatedTenant(@JsonUnwrapped TenantRecord tenant, ApiKeyResource.Shown apiKey) {}

    @POST
    @RolesAllowed("operator")
    public Response create(@HeaderParam("Idempotency-Key") @Nullable String key, NewTenant body) {
        JsonNode created = once.answer(key, "POST /v1/tenants", body, () -> created(body));
        register.find(new TenantId(created.path("tenant").asText())).ifPresent(push::now);
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(created)
                .build();
    }

    private CreatedTenant created(NewTenant body) {
        return switch (register.create(body.toTenantRecord())) {
            case TenantRegister.Creation.Created(var tenant, var key) ->
                new CreatedTenant(tenant, ApiKeyResource.Shown.of(key));
            case TenantRegister.Creation.Taken() ->
                throw new ProblemException(
                        GatewayProblem.TENANT_EXISTS, "Choose another id, or leave it out to be given one.");
        };
    }
}
