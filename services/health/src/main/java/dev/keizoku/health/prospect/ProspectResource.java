package dev.keizoku.health.prospect;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who uses the product without paying, by how ready they are to. */
@Path("/v1/prospects")
@RunOnVirtualThread
public class ProspectResource {

    private final ProspectStore store;
    private final Caller caller;
    private final Cursors cursors;

    ProspectResource(ProspectStore store, Caller caller, Cursors cursors) {
        this.store = store;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** A prospect on the wire, with the parts of its rank. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ProspectView(
            String accountId,
            @Nullable String name,
            @Nullable String owner,
            String state,
            BigDecimal readiness,
            List<PartView> parts,
            LocalDate asOf) {

        static ProspectView of(ProspectStore.Prospect prospect) {
            return new ProspectView(
                    prospect.accountId(),
                    prospect.name(),
                    prospect.owner(),
                    prospect.state(),
                    prospect.readiness(),
                    prospect.parts().stream()
                            .map(part -> new PartView(
                                    part.code(),
                                    part.reached(),
                                    part.points(),
                                    part.code().most()))
                            .toList(),
                    prospect.day());
        }
    }

    /** How much of a part was reached. */
    record PartView(Readiness.Code code, BigDecimal reached, BigDecimal points, int most) {}

    @GET
    @RolesAllowed("health:read")
    public Page<ProspectView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String state = parameters.oneOf("state", List.of("trial", "free"), "");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "prospects?state=" + state;
        ProspectStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<ProspectStore.Prospect> found = store.list(tenant, state.isEmpty() ? null : state, after, limit + 1);
        boolean more = found.size() > limit;
        List<ProspectStore.Prospect> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().readiness().toPlainString() + " "
                                + page.getLast().accountId())
                : null;
        return new Page<>(page.stream().map(ProspectView::of).toList(), next, more);
    }

    private static ProspectStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new ProspectStore.Position(new BigDecimal(sealed.substring(0, space)), sealed.substring(space + 1));
    }
}
