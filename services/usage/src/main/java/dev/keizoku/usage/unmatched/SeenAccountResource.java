package dev.keizoku.usage.unmatched;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;

/** The accounts that events name. Whether they are registered is not known here. */
@Path("/v1/seen-accounts")
@RunOnVirtualThread
public class SeenAccountResource {

    private static final int MOST = 1000;

    private final SeenAccountStore store;
    private final TenantNumbers numbers;
    private final Caller caller;

    SeenAccountResource(SeenAccountStore store, TenantNumbers numbers, Caller caller) {
        this.store = store;
        this.numbers = numbers;
        this.caller = caller;
    }

    /** A page without a cursor: the last id of one is where the next begins. */
    public record SeenAccounts(List<SeenAccount> data) {}

    /** An account, and when events named it. */
    public record SeenAccount(String accountId, long events, LocalDate firstSeenOn, LocalDate lastSeenOn) {}

    @GET
    @RolesAllowed("internal")
    public SeenAccounts get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        AccountId after = parameters.accountId("after");
        int limit = parameters.integer("limit", MOST, 1, MOST);
        parameters.verify();
        return new SeenAccounts(
                store.after(numbers.of(caller.tenant()), after == null ? "" : after.value(), limit).stream()
                        .map(seen -> new SeenAccount(seen.account(), seen.events(), seen.firstOn(), seen.lastOn()))
                        .toList());
    }
}
