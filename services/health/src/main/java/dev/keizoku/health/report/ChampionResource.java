package dev.keizoku.health.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.AccountStreams;
import dev.keizoku.health.pull.AccountUses;
import dev.keizoku.health.pull.AccountUses.Use;
import dev.keizoku.health.pull.FactStream;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who at an account could become a champion. */
@Path("/v1/accounts/{account_id}/champion-candidates")
@RunOnVirtualThread
public class ChampionResource {

    private static final int WINDOW_DAYS = 90;
    private static final int NEW_DAYS = 28;

    private final AccountUses uses;
    private final AccountStreams streams;
    private final FactStream facts;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;

    ChampionResource(
            AccountUses uses, AccountStreams streams, FactStream facts, Caller caller, Tenants tenants, Clock clock) {
        this.uses = uses;
        this.streams = streams;
        this.facts = facts;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** The candidates of an account, the best first. */
    record Candidates(String accountId, LocalDate asOf, List<String> newFeatures, List<CandidateView> data) {}

    /** A candidate on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CandidateView(
            String userId,
            @Nullable String contactId,
            @Nullable String role,
            @Nullable String department,
            boolean champion,
            @JsonProperty("active_days_90") int activeDays90,
            List<String> newFeaturesUsed,
            BigDecimal rank,
            List<PartView> parts) {

        static CandidateView of(Champions.Candidate candidate) {
            return new CandidateView(
                    candidate.userId(),
                    candidate.contactId(),
                    candidate.role(),
                    candidate.department(),
                    candidate.champion(),
                    candidate.activeDays90(),
                    candidate.newFeatures().stream().sorted().toList(),
                    candidate.rank(),
                    Arrays.stream(Champions.Part.values())
                            .map(part -> new PartView(
                                    part, candidate.parts().getOrDefault(part, BigDecimal.ZERO), part.most()))
                            .toList());
        }
    }

    /** What a part gives, of what at most. */
    record PartView(Champions.Part code, BigDecimal points, int most) {}

    @GET
    @RolesAllowed("health:read")
    public Candidates get(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters.of(uri).verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        Instant now = clock.instant();
        LocalDate today = now.atZone(tenant.zone()).toLocalDate();
        LocalDate to = today.plusDays(1);
        LocalDate from = to.minusDays(WINDOW_DAYS);
        try {
            AccountFact fact = facts.account(tenant.tenant(), account, today, now)
                    .orElseThrow(() -> ProblemException.notFound("account"));
            List<Use> used = uses.by(tenant.tenant(), account, from, to, "week", "user,feature");
            Set<String> fresh = fresh(tenant, used, from, today);
            List<Champions.Candidate> candidates =
                    Champions.of(uses.people(tenant.tenant(), account, from, to), fact.contacts(), byUser(used), fresh);
            return new Candidates(
                    account.value(),
                    today,
                    fresh.stream().sorted().toList(),
                    candidates.stream().map(CandidateView::of).toList());
        } catch (UpstreamFailure away) {
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, "The account's use cannot be read at the moment. Try again.");
        }
    }

    /** What was released in the window, and what the account came to use in the last weeks of it only. */
    private Set<String> fresh(TenantRecord tenant, List<Use> used, LocalDate from, LocalDate today) {
        Set<String> fresh = new HashSet<>();
        Map<String, LocalDate> firstUsed = new HashMap<>();
        used.forEach(use -> {
            if (use.feature() != null) {
                firstUsed.merge(use.feature(), use.from(), (one, other) -> one.isBefore(other) ? one : other);
            }
        });
        LocalDate lately = today.minusDays(NEW_DAYS);
        boolean knownBefore = firstUsed.values().stream().anyMatch(lately::isAfter);
        firstUsed.forEach((feature, on) -> {
            if (knownBefore && !on.isBefore(lately)) {
                fresh.add(feature);
            }
        });
        streams.featureReleases(tenant.tenant(), tenant.zone()).forEach((feature, on) -> {
            if (!on.isBefore(from) && !on.isAfter(today)) {
                fresh.add(feature);
            }
        });
        return fresh;
    }

    private static Map<String, Set<String>> byUser(List<Use> used) {
        Map<String, Set<String>> features = new HashMap<>();
        used.forEach(use -> {
            if (use.user() != null && use.feature() != null) {
                features.computeIfAbsent(use.user(), user -> new HashSet<>()).add(use.feature());
            }
        });
        return features;
    }
}
