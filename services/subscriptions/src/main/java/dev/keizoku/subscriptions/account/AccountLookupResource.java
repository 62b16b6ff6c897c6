package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Which accounts some ids of another system stand for; the gateway composes its public answer of it. */
@Path("/v1/account-lookup")
@RunOnVirtualThread
public class AccountLookupResource {

    private final Jdbi jdbi;
    private final ExternalIdStore store;
    private final Caller caller;

    AccountLookupResource(Jdbi jdbi, ExternalIdStore store, Caller caller) {
        this.jdbi = jdbi;
        this.store = store;
        this.caller = caller;
    }

    public record Asked(
            @NotNull @Size(min = 1, max = 100) String system,
            @NotNull @Size(min = 1, max = 1000) List<@NotNull @Size(min = 1, max = 255) String> externalIds) {}

    /** One id and the accounts that have it. */
    public record Found(String externalId, List<String> accountIds) {}

    /** Each id once, in the order they were first sent. */
    public record Matches(List<Found> data) {}

    @POST
    @RolesAllowed("subscriptions:read")
    public Matches lookup(Asked body) {
        Map<String, List<String>> found =
                jdbi.withHandle(handle -> store.find(handle, caller.tenant(), body.system(), body.externalIds()));
        return new Matches(found.entrySet().stream()
                .map(each -> new Found(each.getKey(), each.getValue()))
                .toList());
    }
}
