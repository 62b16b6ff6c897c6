package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** An account by its id in another system. */
@Path("/v1/accounts/by-external-id/{system}/{external_id}")
@RunOnVirtualThread
public class ExternalIdResource {

    private final Jdbi jdbi;
    private final ExternalIdStore store;
    private final Accounts accounts;
    private final Caller caller;

    ExternalIdResource(Jdbi jdbi, ExternalIdStore store, Accounts accounts, Caller caller) {
        this.jdbi = jdbi;
        this.store = store;
        this.accounts = accounts;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public AccountResource.AccountView get(
            @PathParam("system") String system, @PathParam("external_id") String id, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        // As stored: a NUL would be refused by the database.
        if (system.indexOf(0) >= 0 || id.indexOf(0) >= 0) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("external_id", "invalid_value", "Text holds no NUL.")));
        }
        List<String> found = Objects.requireNonNull(
                jdbi.withHandle(handle -> store.find(handle, caller.tenant(), system, List.of(id)))
                        .get(id));
        if (found.size() > 1) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    found.size() + " accounts have this id; POST /v1/accounts/lookup names them.");
        }
        return found.stream()
                .findFirst()
                .flatMap(account -> accounts.find(caller.tenant(), new AccountId(account)))
                .map(AccountResource.AccountView::from)
                .orElseThrow(() -> ProblemException.notFound("account"));
    }
}
