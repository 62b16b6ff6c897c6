package dev.keizoku.subscriptions.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.Pages;
import dev.keizoku.subscriptions.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts over HTTP. */
@Path("/v1/accounts")
@RunOnVirtualThread
public class AccountResource {

    private final Accounts accounts;
    private final Caller caller;
    private final Pages pages;

    AccountResource(Accounts accounts, Caller caller, Pages pages) {
        this.accounts = accounts;
        this.caller = caller;
        this.pages = pages;
    }

    public record AccountBody(
            @NotNull @Size(min = 1, max = 500) String name,
            @Nullable Map<String, @Nullable Object> externalIds,
            @Nullable Map<String, @Nullable Object> attributes,
            @Nullable AccountId parentId,
            @Size(min = 1, max = 255) @Nullable String owner,
            @Nullable Boolean internal) {

        Account toAccount(AccountId id) {
            List<FieldError> errors = Account.misfits(externalIds, attributes, "/", "/");
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return Account.checked(id, name, externalIds, attributes, parentId, owner, internal != null && internal);
        }
    }

    public record AccountView(
            AccountId accountId,
            String name,
            Map<String, String> externalIds,
            Map<String, Object> attributes,
            @Nullable AccountId parentId,
            @Nullable String owner,
            boolean internal,
            Instant createdAt,
            Instant updatedAt) {

        static AccountView from(StoredAccount stored) {
            Account account = stored.account();
            return new AccountView(
                    account.accountId(),
                    account.name(),
                    account.externalIds(),
                    account.attributes(),
                    account.parentId(),
                    account.owner(),
                    account.internal(),
                    stored.createdAt(),
                    stored.updatedAt());
        }
    }

    /** An account and how many levels it is below the one that was asked about. */
    public record ChildView(@JsonUnwrapped AccountView account, int depth) {

        static ChildView from(AccountTreeStore.Below below) {
            return new ChildView(AccountView.from(below.account()), below.depth());
        }
    }

    @PUT
    @Path("/{account_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(@PathParam("account_id") String accountId, AccountBody body) {
        AccountId id = PathIds.account(accountId);
        Accounts.Put put = accounts.put(caller.tenant(), body.toAccount(id));
        return Response.status(put.created() ? 201 : 200)
                .entity(AccountView.from(put.account()))
                .build();
    }

    @GET
    @Path("/{account_id}")
    @RolesAllowed("subscriptions:read")
    public AccountView get(@PathParam("account_id") String accountId, @Context UriInfo uri) {
        AccountId id = PathIds.account(accountId);
        Parameters parameters = Parameters.of(uri);
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        return (asOf == null ? accounts.find(caller.tenant(), id) : accounts.find(caller.tenant(), id, asOf))
                .map(AccountView::from)
                .orElseThrow(() -> ProblemException.notFound("account"));
    }

    /** Who looks after the account; null for nobody. */
    record Ownership(@Size(min = 1, max = 255) @Nullable String owner) {}

    @PUT
    @Path("/{account_id}/owner")
    @RolesAllowed("subscriptions:write")
    public AccountView own(@PathParam("account_id") String accountId, Ownership body) {
        return AccountView.from(accounts.own(caller.tenant(), PathIds.account(accountId), body.owner()));
    }

    @DELETE
    @Path("/{account_id}")
    @RolesAllowed("subscriptions:write")
    public void delete(@PathParam("account_id") String accountId) {
        accounts.delete(caller.tenant(), PathIds.account(accountId));
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<AccountView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        AccountId parent = parameters.accountId("parent_id");
        Map<String, List<String>> attributes = parameters.prefixed("attribute.");
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        String list = "accounts " + parent + " " + attributes + (asOf == null ? "" : " " + asOf);
        String after = pages.after(caller.tenant(), list, cursor);
        List<StoredAccount> found = accounts.list(caller.tenant(), after, parent, attributes, asOf, limit + 1);
        return pages.of(
                caller.tenant(),
                list,
                found.stream().map(AccountView::from).toList(),
                limit,
                view -> view.accountId().value());
    }

    @GET
    @Path("/{account_id}/children")
    @RolesAllowed("subscriptions:read")
    public Page<ChildView> children(@PathParam("account_id") String accountId, @Context UriInfo uri) {
        AccountId account = PathIds.account(accountId);
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        int depth = parameters.integer("depth", 1, 1, AccountTree.MAX_LEVELS);
        String cursor = parameters.string("cursor");
        parameters.verify();
        String list = "children " + depth + " " + account;
        String after = pages.after(caller.tenant(), list, cursor);
        List<AccountTreeStore.Below> found = accounts.below(caller.tenant(), account, depth, after, limit + 1);
        return pages.of(
                caller.tenant(),
                list,
                found.stream().map(ChildView::from).toList(),
                limit,
                view -> view.account().accountId().value());
    }
}
