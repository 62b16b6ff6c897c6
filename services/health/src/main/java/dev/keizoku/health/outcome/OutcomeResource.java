package dev.keizoku.health.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.measure.Outcome;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome score of an account with its parts. */
@Path("/v1/accounts/{account_id}/outcome")
@RunOnVirtualThread
public class OutcomeResource {

    private final OutcomeStore store;
    private final Caller caller;

    OutcomeResource(OutcomeStore store, Caller caller) {
        this.store = store;
        this.caller = caller;
    }

    /** An outcome on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            String accountId, LocalDate asOf, @Nullable BigDecimal score, BigDecimal coverage, List<PartView> parts) {}

    /** A part; without numbers when nothing is known of it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PartView(
            Outcome.Kind part,
            @Nullable Integer reached,
            @Nullable Integer of,
            @Nullable BigDecimal partial,
            @Nullable BigDecimal share) {

        static PartView of(Outcome.Kind kind, Outcome outcome) {
            return outcome.parts().stream()
                    .filter(part -> part.kind() == kind)
                    .findFirst()
                    .map(part -> new PartView(kind, part.reached(), part.of(), part.partial(), part.share()))
                    .orElseGet(() -> new PartView(kind, null, null, null, null));
        }
    }

    @GET
    @RolesAllowed("health:read")
    public View get(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters.of(uri).verify();
        OutcomeStore.Seen seen = store.latest(caller.tenant(), account)
                .orElseThrow(() ->
                        new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id."));
        return new View(
                account.value(),
                seen.day(),
                seen.outcome().score(),
                seen.outcome().coverage(),
                Arrays.stream(Outcome.Kind.values())
                        .map(kind -> PartView.of(kind, seen.outcome()))
                        .toList());
    }
}
