package dev.keizoku.health.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RowId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asking for score runs and watching them. */
@Path("/v1/score-runs")
@RunOnVirtualThread
public class ScoreRunResource {

    private static final String LIST = "score-runs";
    private static final int MAX_KEY = 255;

    private final ScoreRuns runs;
    private final ScoreRunStore store;
    private final RunWorkers workers;
    private final Caller caller;
    private final Cursors cursors;

    ScoreRunResource(ScoreRuns runs, ScoreRunStore store, RunWorkers workers, Caller caller, Cursors cursors) {
        this.runs = runs;
        this.store = store;
        this.workers = workers;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** What is asked for; all of it has a default. */
    record Request(@Nullable LocalDate day, @Nullable Instant knownAt) {}

    /** A run as it is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RunView(
            UUID id,
            String kind,
            String status,
            LocalDate day,
            Instant knownAt,
            int scorecardVersion,
            long accountsDone,
            @Nullable Long accountsTotal,
            @Nullable String waitingFor,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        static RunView of(ScoreRun run) {
            return new RunView(
                    run.id(),
                    run.kind().name().toLowerCase(Locale.ROOT),
                    run.status().name().toLowerCase(Locale.ROOT),
                    run.day(),
                    run.knownAt(),
                    run.scorecardVersion(),
                    run.accountsDone(),
                    run.accountsTotal(),
                    run.waitingFor(),
                    run.createdAt(),
                    run.startedAt(),
                    run.finishedAt());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response post(@Context UriInfo uri, @HeaderParam("Idempotency-Key") @Nullable String key, Request request) {
        Parameters.of(uri).verify();
        if (key != null && (key.isEmpty() || key.length() > MAX_KEY)) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("Idempotency-Key", "invalid_value", "A key has 1 to 255 characters.")));
        }
        ScoreRun run = runs.request(caller.tenant(), request.day(), request.knownAt(), key);
        workers.wake();
        return Response.accepted(RunView.of(run))
                .location(URI.create("/v1/score-runs/" + run.id()))
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("health:read")
    public RunView get(@Context UriInfo uri, @PathParam("id") String id) {
        Parameters.of(uri).verify();
        return RunView.of(runs.find(caller.tenant(), RowId.of(id, "score run")));
    }

    @GET
    @RolesAllowed("health:read")
    public Page<RunView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursors.open(caller.tenant(), LIST, cursor));
        List<ScoreRunStore.Numbered> found = store.list(caller.tenant(), before, limit + 1);
        boolean more = found.size() > limit;
        List<ScoreRunStore.Numbered> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        caller.tenant(), LIST, Long.toString(page.getLast().number()))
                : null;
        return new Page<>(
                page.stream().map(numbered -> RunView.of(numbered.run())).toList(), next, more);
    }
}
