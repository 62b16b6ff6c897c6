package dev.keizoku.health.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.model.learn.ChurnModel;
import dev.keizoku.health.model.learn.Hazard;
import dev.keizoku.health.model.learn.Values;
import dev.keizoku.health.pull.FactStream;
import dev.keizoku.health.pull.StreamSlice;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How likely an account is to leave, beside its score and never instead of it. */
@Path("/v1/accounts/{account_id}/churn-probability")
@RunOnVirtualThread
public class ChurnProbabilityResource {

    private static final List<Integer> OUTLOOK_MONTHS = List.of(1, 3, 6, 12);

    private final PastScores scores;
    private final TrainingStore store;
    private final FactStream facts;
    private final Caller caller;
    private final ObjectMapper mapper;
    private final Clock clock;

    ChurnProbabilityResource(
            PastScores scores, TrainingStore store, FactStream facts, Caller caller, ObjectMapper mapper, Clock clock) {
        this.scores = scores;
        this.store = store;
        this.facts = facts;
        this.caller = caller;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** The answer; without a model that may speak there is no probability. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ProbabilityView(
            String accountId,
            String status,
            @Nullable BigDecimal churnProbability,
            @Nullable Withheld withheld,
            int horizonMonths,
            @Nullable String calibration,
            List<Outlook> outlook,
            List<ReasonView> reasons,
            LocalDate asOf,
            @Nullable Instant trainedAt,
            @Nullable BigDecimal score,
            String band) {}

    /** The probability to leave within so many months, if what is known now stays as it is. */
    record Outlook(int months, BigDecimal churnProbability) {}

    /** What a measure does to the probability, in log-odds beside an average account. */
    record ReasonView(String measure, BigDecimal effect, String speaksFor) {

        static ReasonView of(ChurnModel.Reason reason) {
            return new ReasonView(
                    reason.input(), Rounded.number(reason.effect()), reason.effect() > 0 ? "leaving" : "staying");
        }
    }

    @GET
    @RolesAllowed("health:read")
    public ProbabilityView get(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters.of(uri).verify();
        TenantId tenant = caller.tenant();
        PastScores.Latest latest = scores.latest(tenant, account.value())
                .orElseThrow(() ->
                        new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id."));
        Optional<TrainingStore.Done> trained = store.latest(tenant);
        String status = trained.map(TrainingStore.Done::decision).orElse(ChurnModelResource.UNTRAINED);
        String model = trained.map(TrainingStore.Done::model).orElse(null);
        Instant trainedAt = trained.map(TrainingStore.Done::finishedAt).orElse(null);
        if (trained.isEmpty() || model == null) {
            return untold(latest, status, null, trainedAt);
        }
        Profile profile = profile(tenant, account, latest.day());
        Withheld withheld = Withheld.of(profile);
        return profile == null || withheld != null
                ? untold(latest, status, withheld, trainedAt)
                : told(latest, profile, trained.get(), read(model, ChurnModel.class));
    }

    private static ProbabilityView untold(
            PastScores.Latest latest, String status, @Nullable Withheld withheld, @Nullable Instant trainedAt) {
        return new ProbabilityView(
                latest.accountId(),
                status,
                null,
                withheld,
                1,
                null,
                List.of(),
                List.of(),
                latest.day(),
                trainedAt,
                latest.score(),
                latest.band());
    }

    private ProbabilityView told(
            PastScores.Latest latest, Profile profile, TrainingStore.Done trained, ChurnModel model) {
        LocalDate day = latest.day();
        Hazard.Clock contract = profile.clock(day, YearMonth.from(day).plusMonths(1));
        Values values = InputChoice.values(model.inputs(), latest.measures(), contract);
        Values measures = InputChoice.measures(model.inputs(), latest.measures());
        List<Outlook> outlook = OUTLOOK_MONTHS.stream()
                .map(months ->
                        new Outlook(months, Rounded.number(Hazard.probability(model, measures, contract, months))))
                .toList();
        return new ProbabilityView(
                latest.accountId(),
                trained.decision(),
                Rounded.number(model.probability(values)),
                null,
                1,
                read(trained.card(), JsonNode.class)
                        .at("/back_test/calibration/status")
                        .asText(),
                outlook,
                model.reasons(values).stream().map(ReasonView::of).toList(),
                day,
                trained.finishedAt(),
                latest.score(),
                latest.band());
    }

    /** Who the account is and where its contract stands, from subscriptions; null when they do not know it. */
    private @Nullable Profile profile(TenantId tenant, AccountId account, LocalDate day) {
        // No id lies between this one and itself with a space behind.
        StreamSlice slice = new StreamSlice(day, clock.instant(), account.value(), null, account.value() + " ");
        try (NdjsonReader<Profile> rows = facts.open(tenant, slice, Profile.class)) {
            while (rows.hasNext()) {
                Profile profile = rows.next();
                if (profile.accountId().equals(account.value())) {
                    return profile;
                }
            }
            return null;
        } catch (UpstreamFailure | NdjsonReader.TruncatedStream away) {
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, "The account's contract cannot be read at the moment. Try again.");
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
