package dev.keizoku.usage.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.Period;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The users of one account. */
@Path("/v1/accounts/{account_id}/users")
@RunOnVirtualThread
public class AccountUsersResource {

    private static final int USUAL_DAYS = 90;
    private static final int MOST_DAYS = 366;

    private final AccountUsersStore store;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final Caller caller;
    private final Cursors cursors;
    private final Clock clock;

    AccountUsersResource(
            AccountUsersStore store,
            Tenants tenants,
            TenantNumbers numbers,
            Caller caller,
            Cursors cursors,
            Clock clock) {
        this.store = store;
        this.tenants = tenants;
        this.numbers = numbers;
        this.caller = caller;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A user of an account; nothing was seen of one who merely belongs to it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record AccountUser(
            String userId,
            @Nullable String department,
            @Nullable String role,
            @Nullable Instant lastSeenAt,
            int activeDays,
            long events) {

        static AccountUser from(AccountUsersStore.Used used) {
            return new AccountUser(
                    used.user(), used.department(), used.role(), used.lastAt(), used.days(), used.events());
        }
    }

    @GET
    @RolesAllowed("usage:read")
    public Page<AccountUser> get(@PathParam("account_id") String id, @Context UriInfo uri) {
        AccountId account = PathIds.account(id);
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        Period period = Period.of(
                parameters, clock.instant(), tenants.get(caller.tenant()).zone(), USUAL_DAYS, MOST_DAYS);
        parameters.verify();
        String list = "users " + account + " " + period.from() + " " + period.to();
        String after = cursor == null ? "" : cursors.open(caller.tenant(), list, cursor);
        List<AccountUsersStore.Used> found = store.read(new AccountUsersStore.Slice(
                numbers.of(caller.tenant()), account.value(), period.from(), period.to(), after, limit + 1));
        boolean more = found.size() > limit;
        List<AccountUser> data =
                found.stream().limit(limit).map(AccountUser::from).toList();
        return new Page<>(
                data, more ? cursors.seal(caller.tenant(), list, data.getLast().userId()) : null, more);
    }
}
