package dev.keizoku.usage.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.person.AccountUsersStore.Belongs;
import dev.keizoku.usage.person.AccountUsersStore.Said;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is kept of one user, apart from events. */
@Path("/v1/usage-users/{user_id}")
@RunOnVirtualThread
public class UserResource {

    private final AccountUsersStore store;
    private final TenantNumbers numbers;
    private final Caller caller;

    UserResource(AccountUsersStore store, TenantNumbers numbers, Caller caller) {
        this.store = store;
        this.numbers = numbers;
        this.caller = caller;
    }

    /** JSON that is stored as it is shown. */
    public record Json(@JsonRawValue @JsonValue String text) {}

    /** An account the user belongs to, and what holds of the user there. */
    public record UserAccount(String accountId, Instant firstAt, Instant lastAt, Map<String, Json> traits) {}

    /**
     * The user.
     *
     * @param userId the id the user goes by, which need not be the one that was asked for
     * @param ids every id, in order
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record User(String userId, Set<String> ids, Map<String, Json> traits, List<UserAccount> accounts) {}

    @GET
    @RolesAllowed("usage:read")
    public User get(@PathParam("user_id") String id, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        String user = PathIds.user(id).value();
        int tenant = numbers.of(caller.tenant());
        Set<String> ids = store.idsOf(tenant, user);
        List<Said> traits = store.traits(tenant, ids);
        List<Belongs> accounts = store.accounts(tenant, ids);
        if (ids.size() == 1 && traits.isEmpty() && accounts.isEmpty()) {
            throw ProblemException.notFound("user");
        }
        return new User(
                store.goesBy(tenant, user),
                new TreeSet<>(ids),
                traits(traits, Sayings.EVERYWHERE),
                accounts.stream()
                        .map(account -> new UserAccount(
                                account.account(),
                                account.firstAt(),
                                account.lastAt(),
                                traits(traits, account.account())))
                        .toList());
    }

    private static Map<String, Json> traits(List<Said> all, String account) {
        Map<String, Json> traits = new TreeMap<>();
        all.stream()
                .filter(said -> said.account().equals(account) && !said.json().equals("null"))
                .forEach(said -> traits.put(said.name(), new Json(said.json())));
        return traits;
    }
}
