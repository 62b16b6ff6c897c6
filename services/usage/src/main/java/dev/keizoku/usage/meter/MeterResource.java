package dev.keizoku.usage.meter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.meter.MeterStore.Defined;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The meters of a tenant. */
@Path("/v1/meters")
@RunOnVirtualThread
public class MeterResource {

    private static final int MOST_METERS = 100;

    private final MeterStore store;
    private final TenantNumbers numbers;
    private final Caller caller;
    private final Clock clock;

    MeterResource(MeterStore store, TenantNumbers numbers, Caller caller, Clock clock) {
        this.store = store;
        this.numbers = numbers;
        this.caller = caller;
        this.clock = clock;
    }

    /** A meter under its id. */
    public record MeterView(String meterId, @JsonUnwrapped Meter meter, Instant createdAt, Instant updatedAt) {

        static MeterView from(Defined defined) {
            return new MeterView(defined.id(), defined.meter(), defined.createdAt(), defined.updatedAt());
        }
    }

    /** All of them: there are few. */
    public record Meters(List<MeterView> data) {}

    @GET
    @RolesAllowed("usage:read")
    public Meters list(@Context UriInfo uri) {
        Parameters.of(uri).verify();
        return new Meters(store.all(numbers.of(caller.tenant())).stream()
                .map(MeterView::from)
                .toList());
    }

    @GET
    @Path("/{meter_id}")
    @RolesAllowed("usage:read")
    public MeterView get(@PathParam("meter_id") String id) {
        return shown(numbers.of(caller.tenant()), PathIds.text("meter_id", id));
    }

    @PUT
    @Path("/{meter_id}")
    @RolesAllowed("admin")
    public Response put(@PathParam("meter_id") String id, Meter body) {
        String meter = PathIds.text("meter_id", id);
        List<FieldError> misfits = body.misfits();
        if (!misfits.isEmpty()) {
            throw ProblemException.ofFields(misfits);
        }
        int tenant = numbers.of(caller.tenant());
        if (store.find(tenant, meter).isEmpty() && store.all(tenant).size() >= MOST_METERS) {
            throw new ProblemException(CommonProblem.UNPROCESSABLE, "A tenant has at most " + MOST_METERS + " meters.");
        }
        boolean created = store.put(tenant, meter, body, clock.instant());
        return Response.status(created ? 201 : 200).entity(shown(tenant, meter)).build();
    }

    @DELETE
    @Path("/{meter_id}")
    @RolesAllowed("admin")
    public void delete(@PathParam("meter_id") String id) {
        store.delete(numbers.of(caller.tenant()), PathIds.text("meter_id", id));
    }

    private MeterView shown(int tenant, String id) {
        return store.find(tenant, id).map(MeterView::from).orElseThrow(() -> ProblemException.notFound("meter"));
    }
}
