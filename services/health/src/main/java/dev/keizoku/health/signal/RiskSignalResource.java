package dev.keizoku.health.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The list of signals. */
@Path("/v1/risk-signals")
@RunOnVirtualThread
public class RiskSignalResource {

    private final SignalStore store;
    private final Caller caller;
    private final Cursors cursors;

    RiskSignalResource(SignalStore store, Caller caller, Cursors cursors) {
        this.store = store;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** A signal on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SignalView(
            UUID id,
            String accountId,
            String type,
            String state,
            LocalDate openedOn,
            @Nullable LocalDate resolvedOn,
            @Nullable String resolution,
            JsonNode evidence) {

        static SignalView of(RiskSignal signal) {
            return new SignalView(
                    signal.signalId(),
                    signal.accountId(),
                    signal.type(),
                    signal.state(),
                    signal.openedOn(),
                    signal.resolvedOn(),
                    signal.resolution(),
                    signal.evidence());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public Page<SignalView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        AccountId account = parameters.accountId("account_id");
        String type = parameters.oneOf("type", List.of(NoLogin.TYPE), "");
        String state = parameters.oneOf("state", List.of("open", "resolved"), "");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "risk-signals?account=" + (account == null ? "" : account.value()) + "&type=" + type + "&state="
                + state;
        SignalStore.Filter filter =
                new SignalStore.Filter(account == null ? null : account.value(), asked(type), asked(state));
        SignalStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<RiskSignal> found = store.list(tenant, filter, after, limit + 1);
        boolean more = found.size() > limit;
        List<RiskSignal> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().openedOn() + " " + page.getLast().signalId())
                : null;
        return new Page<>(page.stream().map(SignalView::of).toList(), next, more);
    }

    private static @Nullable String asked(String value) {
        return value.isEmpty() ? null : value;
    }

    private static SignalStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new SignalStore.Position(
                LocalDate.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
