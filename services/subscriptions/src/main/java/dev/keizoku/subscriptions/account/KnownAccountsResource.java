package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Which accounts are registered, for those who come across ids. */
@Path("/v1/known-accounts")
@RunOnVirtualThread
public class KnownAccountsResource {

    private final Jdbi jdbi;
    private final AccountStore store;
    private final Caller caller;

    KnownAccountsResource(Jdbi jdbi, AccountStore store, Caller caller) {
        this.jdbi = jdbi;
        this.store = store;
        this.caller = caller;
    }

    public record Asked(@NotNull @Size(max = 1000) List<@NotNull AccountId> accountIds) {}

    /** Those that are registered, in order. */
    public record Known(List<String> accountIds) {}

    @POST
    @RolesAllowed("internal")
    public Known known(Asked body) {
        List<String> ids = body.accountIds().stream().map(AccountId::value).toList();
        return new Known(jdbi.withHandle(handle -> store.known(handle, caller.tenant(), ids)));
    }
}
