package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.version.Version;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading and changing the tenant's scorecard. */
@Path("/v1/scorecards/default")
@RunOnVirtualThread
public class ScorecardResource {

    private final Versions versions;
    private final Caller caller;

    ScorecardResource(Versions versions, Caller caller) {
        this.versions = versions;
        this.caller = caller;
    }

    /** A version as it is shown: the weights also as shares. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ScorecardView(
            String scorecardId,
            int version,
            List<MeasureView> measures,
            List<CapRule> caps,
            BandEdges bands,
            @Nullable Instant createdAt,
            @Nullable String createdBy) {

        static ScorecardView of(Version<Scorecard> version) {
            Scorecard scorecard = version.document();
            BigDecimal sum =
                    scorecard.measures().stream().map(WeightedMeasure::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
            return new ScorecardView(
                    "default",
                    version.number(),
                    scorecard.measures().stream()
                            .map(line -> MeasureView.of(line, sum))
                            .toList(),
                    scorecard.caps(),
                    scorecard.bands(),
                    version.createdAt(),
                    version.createdBy());
        }
    }

    /** A line of it. */
    record MeasureView(
            MeasureKey measure,
            String category,
            String unit,
            BigDecimal weight,
            BigDecimal sharePct,
            List<Anchor> anchors) {

        static MeasureView of(WeightedMeasure line, BigDecimal sum) {
            BigDecimal share = line.weight().movePointRight(2).divide(sum, 2, RoundingMode.HALF_UP);
            return new MeasureView(
                    line.measure(),
                    line.measure().category(),
                    line.measure().unit(),
                    line.weight(),
                    share,
                    line.anchors());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public ScorecardView get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int version = parameters.integer("version", 0, 1, Integer.MAX_VALUE);
        parameters.verify();
        return ScorecardView.of(
                version == 0
                        ? versions.current(caller.tenant(), Scorecard.KIND)
                        : versions.version(caller.tenant(), Scorecard.KIND, version));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public ScorecardView put(@Context UriInfo uri, Scorecard scorecard) {
        Parameters.of(uri).verify();
        ScorecardCheck.verify(scorecard);
        return ScorecardView.of(versions.replace(caller.tenant(), Scorecard.KIND, scorecard, caller.subject()));
    }
}
