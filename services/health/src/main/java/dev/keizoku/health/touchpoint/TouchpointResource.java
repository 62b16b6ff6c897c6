package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Touchpoints in, many at a time, each with its own outcome. */
@Path("/v1/touchpoints")
@RunOnVirtualThread
public class TouchpointResource {

    private final Touchpoints touchpoints;
    private final Caller caller;
    private final Clock clock;

    TouchpointResource(Touchpoints touchpoints, Caller caller, Clock clock) {
        this.touchpoints = touchpoints;
        this.caller = caller;
        this.clock = clock;
    }

    /** What is sent. Each item is read by itself, so that a bad one does not refuse the rest. */
    record Batch(@NotNull @Size(min = 1, max = 5000) List<JsonNode> touchpoints) {}

    /** What became of it, one outcome an item in the order sent. */
    record Receipt(int accepted, int updated, int duplicate, int conflict, int rejected, List<Outcome> outcomes) {}

    /** What became of one item. */
    record Outcome(
            int index,
            @Nullable String touchpointId,
            String outcome,
            @Nullable List<FieldError> errors) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Receipt post(@Context UriInfo uri, Batch batch) {
        Parameters parameters = Parameters.of(uri);
        boolean history = parameters.flag("history");
        parameters.verify();
        if (history && !caller.has("backfill")) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "history=true needs the scope backfill.");
        }
        Instant now = clock.instant();
        List<SentTouchpoint> sent = batch.touchpoints().stream()
                .map(item -> SentTouchpoint.read(new JsonFields(item), now))
                .toList();
        return receipt(batch.touchpoints(), touchpoints.take(caller.tenant(), sent, history));
    }

    private static Receipt receipt(List<JsonNode> items, List<TouchpointOutcome> outcomes) {
        int[] counts = new int[5];
        List<Outcome> lines = new ArrayList<>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            JsonNode id = items.get(i).path("touchpoint_id");
            String name = switch (outcomes.get(i)) {
                case TouchpointOutcome.Accepted accepted -> count(counts, 0, "accepted");
                case TouchpointOutcome.Updated updated -> count(counts, 1, "updated");
                case TouchpointOutcome.Duplicate duplicate -> count(counts, 2, "duplicate");
                case TouchpointOutcome.Conflict conflict -> count(counts, 3, "conflict");
                case TouchpointOutcome.Rejected rejected -> count(counts, 4, "rejected");
            };
            List<FieldError> errors =
                    outcomes.get(i) instanceof TouchpointOutcome.Rejected rejected ? rejected.errors() : null;
            lines.add(new Outcome(i, id.isTextual() ? id.textValue() : null, name, errors));
        }
        return new Receipt(counts[0], counts[1], counts[2], counts[3], counts[4], lines);
    }

    private static String count(int[] counts, int which, String name) {
        counts[which]++;
        return name;
    }
}
