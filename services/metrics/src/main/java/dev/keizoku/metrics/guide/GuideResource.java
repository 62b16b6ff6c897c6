package dev.keizoku.metrics.guide;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Reading;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What figures are held against. */
@Path("/v1/guide-values")
@RunOnVirtualThread
public class GuideResource {

    private final GuideStore guides;
    private final Reading reading;
    private final Caller caller;
    private final Clock clock;

    GuideResource(GuideStore guides, Reading reading, Caller caller, Clock clock) {
        this.guides = guides;
        this.reading = reading;
        this.caller = caller;
        this.clock = clock;
    }

    /** The catalogue as it is sent. */
    public record Body(
            @Nullable @Pattern(regexp = "b2b|b2c") String businessModel,
            @Nullable @Pattern(regexp = "month|year") String billingTerm,
            @Nullable @Size(min = 1, max = 100) String industry,
            @NotNull @Size(max = 200) List<@NotNull @Valid GuideValue> data) {}

    /** The catalogue as it is; {@code usual} until the tenant puts its own in its place. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record View(
            @Nullable String businessModel,
            @Nullable String billingTerm,
            @Nullable String industry,
            boolean usual,
            List<GuideValue> data) {

        static View from(GuideCatalogue catalogue) {
            return new View(
                    catalogue.businessModel(),
                    catalogue.billingTerm(),
                    catalogue.industry(),
                    catalogue.usual(),
                    catalogue.guides());
        }
    }

    @GET
    @RolesAllowed("metrics:read")
    public View get(@Context UriInfo uri) {
        Instant knownAt = reading.knownAt(caller, Parameters.of(uri));
        return View.from(guides.of(caller.tenant().value(), knownAt));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public View put(@Context UriInfo uri, Body body) {
        Parameters.of(uri).verify();
        List<FieldError> errors = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < body.data().size(); i++) {
            if (!ids.add(body.data().get(i).id())) {
                errors.add(new FieldError("/data/" + i + "/id", "repeated", "Each guide value has an id of its own."));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        GuideCatalogue catalogue =
                new GuideCatalogue(body.businessModel(), body.billingTerm(), body.industry(), body.data(), false);
        guides.put(caller.tenant().value(), catalogue, clock.instant());
        return View.from(catalogue);
    }
}
