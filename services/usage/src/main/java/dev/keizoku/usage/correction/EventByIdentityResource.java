package dev.keizoku.usage.correction;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.lookup.EventView;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event, by what its sender calls it. */
@Path("/v1/events/{source}/{id}")
@RunOnVirtualThread
public class EventByIdentityResource {

    private final Corrections corrections;
    private final TenantNumbers numbers;
    private final Caller caller;

    EventByIdentityResource(Corrections corrections, TenantNumbers numbers, Caller caller) {
        this.corrections = corrections;
        this.numbers = numbers;
        this.caller = caller;
    }

    /**
     * What became of an event.
     *
     * @param state {@code counted}, {@code deleted} or {@code expired}
     * @param event only while it is counted
     */
    public record Fate(
            String source,
            String id,
            String state,
            @Nullable Instant deletedAt,
            @Nullable EventView event) {}

    @GET
    @RolesAllowed("usage:read")
    public Fate get(@PathParam("source") String from, @PathParam("id") String name, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        String source = PathIds.text("source", from);
        String id = PathIds.text("id", name);
        return switch (corrections.find(numbers.of(caller.tenant()), source, id)) {
            case Corrections.Found.Counted(var event) -> new Fate(source, id, "counted", null, EventView.from(event));
            case Corrections.Found.Deleted(var at) -> new Fate(source, id, "deleted", at, null);
            case Corrections.Found.Expired() -> new Fate(source, id, "expired", null, null);
            case Corrections.Found.Unknown() -> throw unknown();
        };
    }

    @DELETE
    @RolesAllowed("usage:write")
    public void delete(@PathParam("source") String from, @PathParam("id") String name, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        boolean known = corrections.delete(
                numbers.of(caller.tenant()), PathIds.text("source", from), PathIds.text("id", name), caller.subject());
        if (!known) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("event");
    }
}
