package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.PersonalFields;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;

/** Finding accounts by whatever somebody knows of them. */
@Path("/v1/accounts/search")
@RunOnVirtualThread
public class AccountSearchResource {

    private static final int LONGEST_TEXT = 200;
    private static final AccountSearch.Position BEGINNING = new AccountSearch.Position(-1, "");

    private final AccountSearch search;
    private final Caller caller;
    private final Cursors cursors;

    AccountSearchResource(AccountSearch search, Caller caller, Cursors cursors) {
        this.search = search;
        this.caller = caller;
        this.cursors = cursors;
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<AccountResource.AccountView> find(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String text = parameters.string("q");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        if (text == null && parameters.strings("q").isEmpty()) {
            parameters.error("q", "required", "Say what to look for.");
        } else if (text != null && (text.isBlank() || text.length() > LONGEST_TEXT)) {
            parameters.error("q", "invalid_value", "A text of up to " + LONGEST_TEXT + " characters.");
        }
        parameters.verify();
        TenantId tenant = caller.tenant();
        String sought = Objects.requireNonNull(text);
        String list = "accounts found by " + sought;
        AccountSearch.Position after = cursor == null ? BEGINNING : position(cursors.open(tenant, list, cursor));
        // Who is not told the names of contacts cannot guess them either.
        boolean contacts = !caller.has(PersonalFields.MASKED);
        List<AccountSearch.Found> found = search.find(tenant, sought, contacts, after, limit + 1);
        boolean more = found.size() > limit;
        List<AccountSearch.Found> page = more ? found.subList(0, limit) : found;
        return new Page<>(
                page.stream()
                        .map(each -> AccountResource.AccountView.from(each.account()))
                        .toList(),
                more ? cursors.seal(tenant, list, position(page.getLast())) : null,
                more);
    }

    private static String position(AccountSearch.Found last) {
        return last.rank() + " " + last.account().account().accountId().value();
    }

    private static AccountSearch.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new AccountSearch.Position(Integer.parseInt(sealed.substring(0, space)), sealed.substring(space + 1));
    }
}
