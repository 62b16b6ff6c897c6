package dev.keizoku.gateway.segment;

import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Saved segments over HTTP. */
@Path("/v1/segments")
@RunOnVirtualThread
public class SegmentResource {

    private static final String LIST = "segments";
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_VALUE = 255;

    /** Written as a query, of which a service reads 4,096 with its path and what is asked besides. */
    private static final int LONGEST_QUERY = 3_000;

    private static final Filters FILTERS = new Filters(
            Set.of(
                    "plan",
                    "product",
                    "billing_interval",
                    "term",
                    "band",
                    "risk_level",
                    "stage",
                    "owner",
                    "country",
                    "mrr_min",
                    "mrr_max"),
            true);

    private final Segments segments;
    private final Caller caller;
    private final Cursors cursors;
    private final Clock clock;

    SegmentResource(Segments segments, Caller caller, Cursors cursors, Clock clock) {
        this.segments = segments;
        this.caller = caller;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A segment as it is sent. */
    record Body(
            @NotNull @Size(min = 1, max = 200) String name,
            @NotNull @Size(min = 1, max = 50) Map<String, List<String>> filters) {}

    record View(
            String segmentId,
            String name,
            Map<String, List<String>> filters,
            Instant createdAt,
            Instant updatedAt,
            String updatedBy) {

        static View of(Segment segment) {
            return new View(
                    segment.id(),
                    segment.name(),
                    segment.filters(),
                    segment.createdAt(),
                    segment.updatedAt(),
                    segment.updatedBy());
        }
    }

    @PUT
    @Path("/{segment_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.ADMIN)
    public Response put(@Context UriInfo uri, @PathParam("segment_id") String id, Body body) {
        Parameters.of(uri).verify();
        List<FieldError> errors = new ArrayList<>();
        if (!id.matches(ID)) {
            errors.add(new FieldError(
                    "segment_id",
                    "invalid_value",
                    "An id has up to 63 letters, digits, points, dashes and underscores."));
        }
        body.filters().forEach((name, values) -> check(name, values, errors));
        if (errors.isEmpty() && Query.of(body.filters()).text().length() > LONGEST_QUERY) {
            errors.add(new FieldError(
                    "/filters",
                    "too_long",
                    "Written as a query of a URI, all filters together have up to " + LONGEST_QUERY + " characters."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        Instant now = clock.instant();
        Segments.Put put =
                segments.put(caller.tenant(), new Segment(id, body.name(), body.filters(), now, now, caller.subject()));
        return Response.status(put.created() ? 201 : 200)
                .entity(View.of(put.segment()))
                .build();
    }

    @GET
    @Path("/{segment_id}")
    @RolesAllowed({"health:read", "subscriptions:read", "metrics:read", Scopes.ADMIN})
    public View get(@Context UriInfo uri, @PathParam("segment_id") String id) {
        Parameters.of(uri).verify();
        return View.of(segments.find(caller.tenant(), id));
    }

    @GET
    @RolesAllowed({"health:read", "subscriptions:read", "metrics:read", Scopes.ADMIN})
    public Page<View> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        String after = cursor == null ? "" : cursors.open(caller.tenant(), LIST, cursor);
        List<Segment> found = segments.list(caller.tenant(), after, limit + 1);
        boolean more = found.size() > limit;
        List<Segment> page = more ? found.subList(0, limit) : found;
        return new Page<>(
                page.stream().map(View::of).toList(),
                more ? cursors.seal(caller.tenant(), LIST, page.getLast().id()) : null,
                more);
    }

    @DELETE
    @Path("/{segment_id}")
    @RolesAllowed(Scopes.ADMIN)
    public void delete(@Context UriInfo uri, @PathParam("segment_id") String id) {
        Parameters.of(uri).verify();
        segments.delete(caller.tenant(), id, caller.subject());
    }

    private static void check(String name, List<String> values, List<FieldError> errors) {
        String pointer = "/filters/" + name;
        if (!FILTERS.take(name)) {
            errors.add(new FieldError(pointer, "unsupported_filter", "Accepted: " + FILTERS.told() + "."));
        } else if (values == null || values.isEmpty() || values.size() > MOST_VALUES) {
            errors.add(new FieldError(pointer, "invalid_value", "One to " + MOST_VALUES + " values."));
        } else if (values.stream()
                .anyMatch(value -> value == null || value.isEmpty() || value.length() > LONGEST_VALUE)) {
            errors.add(new FieldError(pointer, "invalid_value", "A value has 1 to " + LONGEST_VALUE + " characters."));
        }
    }
}
