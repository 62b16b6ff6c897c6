package dev.keizoku.health.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenant's churn model: what it is made of, how good it is, whether it may speak. */
@Path("/v1/churn-model")
@RunOnVirtualThread
public class ChurnModelResource {

    static final String UNTRAINED = "untrained";

    private final TrainingStore store;
    private final Trainings trainings;
    private final Caller caller;
    private final ObjectMapper mapper;
    private final Clock clock;

    ChurnModelResource(TrainingStore store, Trainings trainings, Caller caller, ObjectMapper mapper, Clock clock) {
        this.store = store;
        this.trainings = trainings;
        this.caller = caller;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** The model as it is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ModelView(
            String status,
            @Nullable Instant trainedAt,
            @Nullable String askedBy,
            @Nullable TrainingView training,
            @Nullable JsonNode card) {}

    /** A training that is not over. */
    record TrainingView(String status, Instant askedAt, String askedBy) {}

    @GET
    @RolesAllowed("health:read")
    public ModelView get(@Context UriInfo uri) {
        Parameters.of(uri).verify();
        return view(caller.tenant());
    }

    @POST
    @Path("/train")
    @RolesAllowed("health:write")
    public Response train(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        boolean rebuild = parameters.flag("rebuild");
        parameters.verify();
        TenantId tenant = caller.tenant();
        store.ask(tenant, caller.subject(), rebuild, clock.instant());
        ModelView asked = view(tenant);
        trainings.wake();
        return Response.accepted(asked).location(URI.create("/v1/churn-model")).build();
    }

    private ModelView view(TenantId tenant) {
        Optional<TrainingStore.Done> done = store.latest(tenant);
        return new ModelView(
                done.map(TrainingStore.Done::decision).orElse(UNTRAINED),
                done.map(TrainingStore.Done::finishedAt).orElse(null),
                done.map(TrainingStore.Done::askedBy).orElse(null),
                store.open(tenant)
                        .map(open -> new TrainingView(open.status(), open.askedAt(), open.askedBy()))
                        .orElse(null),
                done.map(TrainingStore.Done::card).map(this::json).orElse(null));
    }

    private JsonNode json(String card) {
        try {
            return mapper.readTree(card);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
