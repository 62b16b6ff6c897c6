package dev.keizoku.usage.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.Caller;
import dev.keizoku.usage.event.EventJson;
import dev.keizoku.usage.event.Filling;
import dev.keizoku.usage.ingest.BodyBudget;
import dev.keizoku.usage.ingest.IdempotencyKey;
import dev.keizoku.usage.ingest.Ingest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of Segment's and RudderStack's SDKs. The body is JSON whatever its Content-Type says, and the answer is 200
 * whatever is wrong with a message: on a 400 both SDKs throw the whole batch away. Refused messages are kept.
 */
@Path("/v1")
@RunOnVirtualThread
public class SegmentResource {

    private final Calls calls;
    private final BodyBudget budget;
    private final Caller caller;

    SegmentResource(Calls calls, BodyBudget budget, Caller caller) {
        this.calls = calls;
        this.budget = budget;
        this.caller = caller;
    }

    /** What the SDKs expect. */
    public record Success(boolean success) {}

    @POST
    @Path("/track")
    @RolesAllowed("usage:write")
    public Success track(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return one("track", key, body);
    }

    @POST
    @Path("/identify")
    @RolesAllowed("usage:write")
    public Success identify(InputStream body) throws IOException {
        return one("identify", null, body);
    }

    @POST
    @Path("/group")
    @RolesAllowed("usage:write")
    public Success group(InputStream body) throws IOException {
        return one("group", null, body);
    }

    @POST
    @Path("/page")
    @RolesAllowed("usage:write")
    public Success page(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return one("page", key, body);
    }

    @POST
    @Path("/screen")
    @RolesAllowed("usage:write")
    public Success screen(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return one("screen", key, body);
    }

    @POST
    @Path("/alias")
    @RolesAllowed("usage:write")
    public Success alias(InputStream body) throws IOException {
        return one("alias", null, body);
    }

    @POST
    @Path("/batch")
    @RolesAllowed("usage:write")
    public Success batch(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        try (BodyBudget.Counted counted = budget.countTree(body)) {
            calls.takeBatch(caller.tenant(), EventJson.tree(counted), new Filling(IdempotencyKey.of(key)), terms());
            return new Success(true);
        }
    }

    private Success one(String kind, @Nullable String key, InputStream body) throws IOException {
        try (BodyBudget.Counted counted = budget.countTree(body)) {
            JsonNode message = EventJson.tree(counted);
            calls.takeOne(caller.tenant(), kind, message, new Filling(IdempotencyKey.of(key)), terms());
            return new Success(true);
        }
    }

    private Ingest.Terms terms() {
        return new Ingest.Terms(false, caller.has("backfill"), false);
    }
}
