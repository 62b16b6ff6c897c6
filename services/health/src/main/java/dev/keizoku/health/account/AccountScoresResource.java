package dev.keizoku.health.account;

import dev.keizoku.health.language.Language;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scores of some accounts; the gateway composes what a CRM looks up of it. */
@Path("/v1/account-scores")
@RunOnVirtualThread
public class AccountScoresResource {

    private final HealthStore store;
    private final Caller caller;
    private final Tenants tenants;

    AccountScoresResource(HealthStore store, Caller caller, Tenants tenants) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
    }

    public record Asked(@NotNull @Size(min = 1, max = 1000) List<@NotNull AccountId> accountIds) {}

    /** In the order of their ids; accounts without a score are not there. */
    record Scores(List<HealthView> data) {}

    @POST
    @RolesAllowed("health:read")
    public Scores get(Asked body, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        TenantId tenant = caller.tenant();
        Language language = Language.of(acceptLanguage, tenants.get(tenant).language());
        List<String> ids = body.accountIds().stream().map(AccountId::value).toList();
        return new Scores(store.current(tenant, ids).stream()
                .map(row -> HealthView.of(row, language))
                .toList());
    }
}
