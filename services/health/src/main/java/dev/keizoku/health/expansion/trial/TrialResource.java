package dev.keizoku.health.expansion.trial;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.expansion.Eligibilities;
import dev.keizoku.health.expansion.Requester;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.RowId;
import dev.keizoku.kernel.TenantId;
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
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The trials, what is done in them, and how many are bought. */
@Path("/v1/trials")
@RunOnVirtualThread
public class TrialResource {

    private static final List<String> STATES =
            Stream.of(Trial.State.values()).map(Trial.State::key).toList();
    private static final int YEAR_MONTHS = 12;
    private static final int RATE_SCALE = 4;

    private final Trials trials;
    private final Eligibilities eligibilities;
    private final Caller caller;
    private final Cursors cursors;

    TrialResource(Trials trials, Eligibilities eligibilities, Caller caller, Cursors cursors) {
        this.trials = trials;
        this.eligibilities = eligibilities;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** A trial on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TrialView(
            UUID id,
            String accountId,
            Requester requestedBy,
            Trial.State state,
            @Nullable String planId,
            @Nullable String featureId,
            LocalDate startedOn,
            LocalDate endsOn,
            @Nullable LocalDate outcomeOn,
            int activeDays,
            List<String> features,
            List<String> featuresUsed) {

        static TrialView of(Trial trial, LocalDate today) {
            return new TrialView(
                    trial.id(),
                    trial.accountId(),
                    trial.requestedBy(),
                    trial.state(today),
                    trial.planId(),
                    trial.featureId(),
                    trial.startedOn(),
                    trial.endsOn(),
                    trial.outcomeOn(),
                    trial.activeOn().size(),
                    trial.features(),
                    trial.featuresUsed());
        }
    }

    /** How trials went: of those that are over, how many were bought. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Conversion(
            LocalDate from,
            LocalDate to,
            @Nullable String planId,
            long started,
            long running,
            long converted,
            long ended,
            @Nullable BigDecimal conversionRate) {}

    /** What can become of a trial. */
    enum Outcome {
        @JsonProperty("converted")
        CONVERTED,
        @JsonProperty("ended")
        ENDED
    }

    /** What became of it. */
    record Closing(@NotNull Outcome outcome) {}

    @GET
    @RolesAllowed("health:read")
    public Page<TrialView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        AccountId account = parameters.accountId("account_id");
        String state = parameters.oneOf("state", STATES, "");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "trials?account=" + (account == null ? "" : account.value()) + "&state=" + state;
        TrialStore.Filter filter =
                new TrialStore.Filter(account == null ? null : account.value(), state.isEmpty() ? null : state);
        TrialStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<Trial> found = trials.list(tenant, filter, after, limit + 1);
        boolean more = found.size() > limit;
        List<Trial> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().startedOn() + " " + page.getLast().id())
                : null;
        LocalDate today = eligibilities.today(tenant);
        return new Page<>(page.stream().map(trial -> TrialView.of(trial, today)).toList(), next, more);
    }

    @GET
    @Path("/conversion")
    @RolesAllowed("health:read")
    public Conversion conversion(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate askedTo = parameters.date("to");
        LocalDate askedFrom = parameters.date("from");
        String plan = parameters.string("plan_id");
        LocalDate to = askedTo == null ? eligibilities.today(caller.tenant()).plusDays(1) : askedTo;
        LocalDate from = Objects.requireNonNullElseGet(askedFrom, () -> to.minusMonths(YEAR_MONTHS));
        if (!from.isBefore(to)) {
            parameters.error("from", "not_before_to", "The first day lies before the end.");
        }
        parameters.verify();
        TrialStore.Counts counts = trials.count(caller.tenant(), from, to, plan);
        long over = counts.converted() + counts.ended();
        return new Conversion(
                from,
                to,
                plan,
                counts.started(),
                counts.running(),
                counts.converted(),
                counts.ended(),
                over == 0
                        ? null
                        : BigDecimal.valueOf(counts.converted())
                                .divide(BigDecimal.valueOf(over), RATE_SCALE, RoundingMode.HALF_UP));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("health:read")
    public TrialView get(@Context UriInfo uri, @PathParam("id") String id) {
        Parameters.of(uri).verify();
        return TrialView.of(trials.find(caller.tenant(), RowId.of(id, "trial")), eligibilities.today(caller.tenant()));
    }

    @POST
    @Path("/{id}/outcome")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public TrialView close(@Context UriInfo uri, @PathParam("id") String id, Closing closing) {
        Parameters.of(uri).verify();
        Trial trial = trials.close(caller.tenant(), RowId.of(id, "trial"), closing.outcome() == Outcome.CONVERTED);
        return TrialView.of(trial, eligibilities.today(caller.tenant()));
    }

    private static TrialStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new TrialStore.Position(
                LocalDate.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
