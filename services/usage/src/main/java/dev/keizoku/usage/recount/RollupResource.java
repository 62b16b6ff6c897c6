package dev.keizoku.usage.recount;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.recount.CheckStore.Doubt;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Whether the rollups say what the events say, and building them anew. */
@Path("/v1/rollups")
@RunOnVirtualThread
public class RollupResource {

    private static final int MOST_DAYS = 3_660;

    private final Jdbi jdbi;
    private final RebuildStore rebuilds;
    private final TenantNumbers numbers;
    private final Caller caller;
    private final Clock clock;

    RollupResource(Jdbi jdbi, RebuildStore rebuilds, TenantNumbers numbers, Caller caller, Clock clock) {
        this.jdbi = jdbi;
        this.rebuilds = rebuilds;
        this.numbers = numbers;
        this.caller = caller;
        this.clock = clock;
    }

    /** The days to build anew, from the first to before the last. */
    record Request(@NotNull LocalDate from, @NotNull LocalDate to) {}

    /**
     * What the nightly check says.
     *
     * @param checkedAt null before the first night
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Status(@Nullable Instant checkedAt, List<LocalDate> checkedDays, List<Doubt> inDoubt) {}

    @GET
    @RolesAllowed("usage:read")
    public Status status(@Context UriInfo uri) {
        Parameters.of(uri).verify();
        int tenant = numbers.of(caller.tenant());
        return jdbi.withHandle(handle -> {
            List<Doubt> doubts = CheckStore.doubts(handle, tenant);
            return CheckStore.last(handle, tenant)
                    .map(round -> new Status(round.checkedAt(), round.days(), doubts))
                    .orElseGet(() -> new Status(null, List.of(), doubts));
        });
    }

    @POST
    @Path("/rebuild")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public Response rebuild(@Context UriInfo uri, Request request) {
        Parameters.of(uri).verify();
        if (!request.from().isBefore(request.to())) {
            throw ProblemException.ofFields(List.of(
                    new FieldError("/to", "invalid_value", "The days end before `to`, which comes after `from`.")));
        }
        if (request.from().plusDays(MOST_DAYS).isBefore(request.to())) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "/to", FieldError.OUT_OF_RANGE, "At most " + MOST_DAYS + " days are built anew at a time.")));
        }
        Rebuild rebuild = rebuilds.request(numbers.of(caller.tenant()), request.from(), request.to(), clock.instant());
        return Response.accepted(rebuild)
                .location(URI.create("/v1/rollups/rebuild/" + rebuild.id()))
                .build();
    }

    @GET
    @Path("/rebuild/{rebuild_id}")
    @RolesAllowed("admin")
    public Rebuild get(@Context UriInfo uri, @PathParam("rebuild_id") String id) {
        Parameters.of(uri).verify();
        try {
            return rebuilds.find(numbers.of(caller.tenant()), UUID.fromString(id))
                    .orElseThrow(() -> ProblemException.notFound("rebuild"));
        } catch (IllegalArgumentException noUuid) {
            throw ProblemException.notFound("rebuild");
        }
    }
}
