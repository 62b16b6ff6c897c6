package dev.keizoku.health.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.Confidence;
import dev.keizoku.health.score.Scorer;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One account's health: now or on a day, over time, and why. */
@Path("/v1/accounts/{account_id}/health")
@RunOnVirtualThread
public class AccountHealthResource {

    private static final int DEFAULT_HISTORY_DAYS = 90;
    private static final int LONGEST_HISTORY_DAYS = 1100;
    private static final int CHANGE_DAYS = 30;

    private final HealthStore store;
    private final Versions versions;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;
    private final Answers answers;

    AccountHealthResource(
            HealthStore store, Versions versions, Caller caller, Tenants tenants, Clock clock, Answers answers) {
        this.store = store;
        this.versions = versions;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
        this.answers = answers;
    }

    /** A score of a day without what only the latest one has. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DayView(
            String accountId,
            @Nullable BigDecimal score,
            Band band,
            @Nullable BigDecimal computedScore,
            HealthView.@Nullable OverrideView override,
            Confidence confidence,
            BigDecimal coverage,
            HealthView.@Nullable RiskView risk,
            List<HealthView.ReasonView> topReasons,
            int scorecardVersion,
            LocalDate asOf) {

        static DayView of(ScoredDay scored, Language language) {
            return new DayView(
                    scored.accountId(),
                    scored.score().effective(),
                    scored.score().band(),
                    scored.score().computed(),
                    HealthView.OverrideView.of(scored.score().cap()),
                    scored.score().confidence(),
                    scored.score().coverage(),
                    HealthView.RiskView.of(scored.risk()),
                    HealthView.reasons(scored, language),
                    scored.scorecardVersion(),
                    scored.day());
        }
    }

    /** A day of a history. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Point(
            LocalDate day,
            @Nullable BigDecimal score,
            Band band,
            @Nullable BigDecimal computedScore,
            HealthView.@Nullable OverrideView override,
            Confidence confidence,
            BigDecimal coverage,
            HealthView.@Nullable RiskView risk,
            int scorecardVersion) {

        static Point of(ScoredDay scored) {
            return new Point(
                    scored.day(),
                    scored.score().effective(),
                    scored.score().band(),
                    scored.score().computed(),
                    HealthView.OverrideView.of(scored.score().cap()),
                    scored.score().confidence(),
                    scored.score().coverage(),
                    HealthView.RiskView.of(scored.risk()),
                    scored.scorecardVersion());
        }
    }

    /** Scores in the order of their days. */
    record History(String accountId, String granularity, LocalDate from, LocalDate to, List<Point> data) {}

    @GET
    @RolesAllowed("health:read")
    public Response get(
            @Context UriInfo uri,
            @Context Request request,
            @PathParam("account_id") AccountId account,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asOf = parameters.date("as_of");
        parameters.verify();
        TenantId tenant = caller.tenant();
        Language language = language(tenant, acceptLanguage);
        Object body = asOf == null
                ? HealthView.of(
                        store.current(tenant, account.value()).orElseThrow(AccountHealthResource::noScore), language)
                : DayView.of(scored(tenant, account, asOf), language);
        return answers.in(language, body, request);
    }

    @GET
    @Path("/history")
    @RolesAllowed("health:read")
    public History history(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asked = parameters.date("to");
        LocalDate to = asked == null ? today().plusDays(1) : asked;
        LocalDate askedFrom = parameters.date("from");
        LocalDate from = askedFrom == null ? to.minusDays(DEFAULT_HISTORY_DAYS) : askedFrom;
        String granularity = parameters.oneOf("granularity", List.of("day", "week"), "day");
        if (!from.isBefore(to)) {
            parameters.error("from", "not_before_to", "The first day lies before the end.");
        } else if (ChronoUnit.DAYS.between(from, to) > LONGEST_HISTORY_DAYS) {
            parameters.error("from", "too_long", "At most " + LONGEST_HISTORY_DAYS + " days at once.");
        }
        parameters.verify();
        TenantId tenant = caller.tenant();
        List<Point> data = store.history(tenant, account.value(), from, to, granularity.equals("week")).stream()
                .map(Point::of)
                .toList();
        if (data.isEmpty() && store.current(tenant, account.value()).isEmpty()) {
            throw noScore();
        }
        return new History(account.value(), granularity, from, to, data);
    }

    @GET
    @Path("/explanation")
    @RolesAllowed("health:read")
    public Response explanation(
            @Context UriInfo uri,
            @Context Request request,
            @PathParam("account_id") AccountId account,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asOf = parameters.date("as_of");
        LocalDate compareWith = parameters.date("compare_with");
        parameters.verify();
        TenantId tenant = caller.tenant();
        ScoredDay scored = asOf == null
                ? store.current(tenant, account.value())
                        .orElseThrow(AccountHealthResource::noScore)
                        .scored()
                : scored(tenant, account, asOf);
        LocalDate beforeDay = compareWith == null ? scored.day().minusDays(CHANGE_DAYS) : compareWith;
        ChangeSplit change = store.asOf(tenant, account.value(), beforeDay)
                .map(before -> change(tenant, before, scored))
                .orElse(null);
        Language language = language(tenant, acceptLanguage);
        return answers.in(language, ExplanationView.of(scored, change, language), request);
    }

    private @Nullable ChangeSplit change(TenantId tenant, ScoredDay before, ScoredDay now) {
        if (before.scorecardVersion() == now.scorecardVersion()) {
            return ChangeSplit.between(before, before.score(), now);
        }
        Scorer scorer = new Scorer(
                versions.version(tenant, Scorecard.KIND, now.scorecardVersion()).document());
        return ChangeSplit.between(before, scorer.again(before.score()), now);
    }

    private ScoredDay scored(TenantId tenant, AccountId account, LocalDate asOf) {
        return store.asOf(tenant, account.value(), asOf).orElseThrow(AccountHealthResource::noScore);
    }

    private Language language(TenantId tenant, @Nullable String acceptLanguage) {
        return Language.of(acceptLanguage, tenants.get(tenant).language());
    }

    private LocalDate today() {
        return clock.instant().atZone(tenants.get(caller.tenant()).zone()).toLocalDate();
    }

    private static ProblemException noScore() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id.");
    }
}
