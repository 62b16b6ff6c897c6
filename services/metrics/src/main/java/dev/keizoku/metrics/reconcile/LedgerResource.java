package dev.keizoku.metrics.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.metrics.pull.LedgerBuild;
import dev.keizoku.metrics.pull.PullPosition;
import dev.keizoku.metrics.pull.PullPositionStore;
import dev.keizoku.metrics.pull.SubscriptionPull;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How far the ledger is, whether it adds up, and building it anew. */
@Path("/v1/ledger")
@RunOnVirtualThread
public class LedgerResource {

    private final Jdbi jdbi;
    private final Caller caller;
    private final LedgerBuild build;
    private final SubscriptionPull pull;

    LedgerResource(Jdbi jdbi, Caller caller, LedgerBuild build, SubscriptionPull pull) {
        this.jdbi = jdbi;
        this.caller = caller;
        this.build = build;
        this.pull = pull;
    }

    /**
     * The ledger's state.
     *
     * @param reconciliation ok or failed; null before the first check
     * @param error why the feed stands still, if it does
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Status(
            long applied,
            long head,
            long lag,
            boolean rebuilding,
            @Nullable Instant reconciledAt,
            @Nullable Long reconciledTo,
            @Nullable String reconciliation,
            List<Finding> findings,
            @Nullable String error) {}

    @GET
    @RolesAllowed("metrics:read")
    public Status status() {
        return read();
    }

    @POST
    @Path("/rebuild")
    @RolesAllowed("admin")
    public Response rebuild() {
        build.requestRebuild(caller.tenant().value());
        return Response.accepted(read()).build();
    }

    /** Apart from the operation that shows it, whose scope the other one does not ask for. */
    private Status read() {
        String tenant = caller.tenant().value();
        return jdbi.withHandle(handle -> {
            PullPosition position = PullPositionStore.of(handle, tenant);
            Optional<ReconciliationStore.Result> checked = ReconciliationStore.of(handle, tenant);
            long head = Math.max(position.applied(), Math.max(position.head(), pull.head(tenant)));
            return new Status(
                    position.applied(),
                    head,
                    head - position.applied(),
                    position.rebuilding(),
                    checked.map(ReconciliationStore.Result::checkedAt).orElse(null),
                    checked.map(ReconciliationStore.Result::applied).orElse(null),
                    checked.map(result -> result.ok() ? "ok" : "failed").orElse(null),
                    checked.map(ReconciliationStore.Result::findings).orElse(List.of()),
                    position.error());
        });
    }
}
