package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.once.Once;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was pushed by a connection, and what became of each record. */
@Path("/v1/crm-connections/{id}")
@RunOnVirtualThread
@RolesAllowed(Scopes.ADMIN)
public class RunResource {

    private static final List<String> OUTCOMES = List.of("pending", "pushed", "failed", "skipped");

    private final Connections connections;
    private final RecordStore records;
    private final RunStore store;
    private final Runs runs;
    private final Once once;
    private final PushWorkers workers;
    private final Caller caller;
    private final Cursors cursors;

    RunResource(
            Connections connections,
            RecordStore records,
            RunStore store,
            Runs runs,
            Once once,
            PushWorkers workers,
            Caller caller,
            Cursors cursors) {
        this.connections = connections;
        this.records = records;
        this.store = store;
        this.runs = runs;
        this.once = once;
        this.workers = workers;
        this.caller = caller;
        this.cursors = cursors;
    }

    record NewRun(@Nullable Boolean dryRun, @Nullable Boolean retryFailed) {}

    /** A run as it is shown; with what it would send where it sends nothing. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(
            String id,
            @Nullable String requestedBy,
            boolean dryRun,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            int requests,
            int pushed,
            int failed,
            int deferred,
            @Nullable String jobId,
            @Nullable Integer due,
            @Nullable Integer firstTime,
            @Nullable Integer changed,
            @Nullable Integer unchanged,
            @Nullable Integer skipped,
            @Nullable Boolean more,
            @Nullable JsonNode firstRequest) {

        static Shown of(RunStore.Run run, @Nullable Preview preview) {
            return new Shown(
                    run.id(),
                    run.requestedBy(),
                    run.dryRun(),
                    run.state(),
                    run.startedAt(),
                    run.endedAt(),
                    run.requests(),
                    run.pushed(),
                    run.failed(),
                    run.deferred(),
                    run.jobId(),
                    preview == null ? null : preview.due(),
                    preview == null ? null : preview.firstTime(),
                    preview == null ? null : preview.changed(),
                    preview == null ? null : preview.unchanged(),
                    preview == null ? null : preview.skipped(),
                    preview == null ? null : preview.more(),
                    preview == null ? null : preview.firstRequest());
        }
    }

    @GET
    @Path("/records")
    @RolesAllowed(Scopes.ADMIN)
    public Page<RecordStore.Shown> records(@PathParam("id") String id, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        String outcome = parameters.oneOf("outcome", OUTCOMES, "");
        parameters.verify();
        TenantId tenant = caller.tenant();
        connections.find(tenant, id);
        String list = "crm-records/" + id + "/" + outcome;
        String after = cursor == null ? "" : cursors.open(tenant, list, cursor);
        List<RecordStore.Shown> found = records.list(tenant, id, outcome.isEmpty() ? null : outcome, after, limit + 1);
        boolean more = found.size() > limit;
        List<RecordStore.Shown> shown = more ? found.subList(0, limit) : found;
        String next = more ? cursors.seal(tenant, list, shown.getLast().accountId()) : null;
        return new Page<>(shown, next, more);
    }

    @GET
    @Path("/runs")
    @RolesAllowed(Scopes.ADMIN)
    public Page<Shown> list(@PathParam("id") String id, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        connections.find(tenant, id);
        String list = "crm-runs/" + id;
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursors.open(tenant, list, cursor));
        List<RunStore.Run> found = store.list(tenant, id, before, limit + 1);
        boolean more = found.size() > limit;
        List<RunStore.Run> shown = more ? found.subList(0, limit) : found;
        String next = more ? cursors.seal(tenant, list, shown.getLast().id()) : null;
        return new Page<>(shown.stream().map(run -> Shown.of(run, null)).toList(), next, more);
    }

    @POST
    @Path("/runs")
    @RolesAllowed(Scopes.ADMIN)
    public Response start(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key, NewRun body) {
        String operation = "POST /v1/crm-connections/" + id + "/runs";
        Connection connection = connections.find(caller.tenant(), id);
        boolean retryFailed = Boolean.TRUE.equals(body.retryFailed());
        if (Boolean.TRUE.equals(body.dryRun())) {
            if (retryFailed) {
                throw ProblemException.ofFields(List.of(
                        new FieldError("/retry_failed", "contradiction", "A dry run has nothing tried again.")));
            }
            Preview preview = runs.preview(connection);
            JsonNode shown = once.answer(
                    key, operation, body, () -> Shown.of(runs.noteDryRun(connection, caller.subject()), preview));
            return Response.ok(shown).build();
        }
        JsonNode run = once.answer(
                key, operation, body, () -> Shown.of(runs.start(connection, retryFailed, caller.subject()), null));
        workers.wake();
        return Response.accepted(run).build();
    }
}
