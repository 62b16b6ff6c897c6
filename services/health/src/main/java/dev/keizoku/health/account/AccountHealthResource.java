package dev.keizoku.health.account;

import dev.keizoku.health.known.Known;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.Scorer;
import dev.keizoku.health.scorecard.DefaultScorecard;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TaggedAnswers;
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
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One account's health: now or on a day, over time, and why; all of it as it is known or was at an instant. */
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
    private final TaggedAnswers tagged;

    AccountHealthResource(
            HealthStore store, Versions versions, Caller caller, Tenants tenants, Clock clock, TaggedAnswers tagged) {
        this.store = store;
        this.versions = versions;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
        this.tagged = tagged;
    }

    @GET
    @RolesAllowed("health:read")
    public Response get(
            @Context UriInfo uri,
            @Context Request request,
            @PathParam("account_id") AccountId account,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asOf = parameters.date("as_of");
        Known known = Known.read(parameters, clock);
        parameters.verify();
        TenantId tenant = caller.tenant();
        Language language = language(tenant, acceptLanguage);
        Object body = asOf == null && known.isNow()
                ? HealthView.of(current(tenant, account), language)
                : DayView.of(scored(tenant, account, asOf, known), language);
        return Localised.finish(language, tagged.begin(body, request));
    }

    @GET
    @Path("/history")
    @RolesAllowed("health:read")
    public HistoryView history(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters parameters = Parameters.of(uri);
        Known known = Known.read(parameters, clock);
        LocalDate asked = parameters.date("to");
        LocalDate to = asked == null ? today(caller.tenant(), known).plusDays(1) : asked;
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
        List<HistoryView.Point> data =
                store.history(tenant, account.value(), from, to, granularity.equals("week"), known).stream()
                        .map(HistoryView.Point::of)
                        .toList();
        if (data.isEmpty() && store.current(tenant, account.value()).isEmpty()) {
            throw noScore();
        }
        return new HistoryView(account.value(), granularity, from, to, data);
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
        Known known = Known.read(parameters, clock);
        parameters.verify();
        TenantId tenant = caller.tenant();
        ScoredDay scored = asOf == null && known.isNow()
                ? current(tenant, account).scored()
                : scored(tenant, account, asOf, known);
        LocalDate beforeDay = compareWith == null ? scored.day().minusDays(CHANGE_DAYS) : compareWith;
        ChangeSplit change = store.asOf(tenant, account.value(), beforeDay, known)
                .map(before -> change(tenant, before, scored, known))
                .orElse(null);
        ScoreTrend trend = ScoreTrend.of(
                scored.day(), scored.score().effective(), store.closes(tenant, account.value(), scored.day(), known));
        Language language = language(tenant, acceptLanguage);
        return Localised.finish(language, tagged.begin(ExplanationView.of(scored, trend, change, language), request));
    }

    private @Nullable ChangeSplit change(TenantId tenant, ScoredDay before, ScoredDay now, Known known) {
        if (before.scorecardVersion() == now.scorecardVersion()
                && before.score().card().equals(now.score().card())) {
            return ChangeSplit.between(before, before.score(), now);
        }
        Scorecard scorecard = versions.version(tenant, DefaultScorecard.KIND, now.scorecardVersion())
                .document();
        HealthStore.Compared compared =
                store.compared(tenant, before.accountId(), before.day(), scorecard.ranked(), known);
        HealthScore again = new Scorer(scorecard, compared.ranks())
                .again(
                        now.score().card(),
                        before.day(),
                        compared.cohort(),
                        before.score().measures());
        return ChangeSplit.between(before, again, now);
    }

    private CurrentHealth current(TenantId tenant, AccountId account) {
        return store.current(tenant, account.value()).orElseThrow(AccountHealthResource::noScore);
    }

    /** The latest that was known when no day is asked for. */
    private ScoredDay scored(TenantId tenant, AccountId account, @Nullable LocalDate asOf, Known known) {
        LocalDate day = asOf == null ? today(tenant, known) : asOf;
        return store.asOf(tenant, account.value(), day, known).orElseThrow(AccountHealthResource::noScore);
    }

    private Language language(TenantId tenant, @Nullable String acceptLanguage) {
        return Language.of(acceptLanguage, tenants.get(tenant).language());
    }

    private LocalDate today(TenantId tenant, Known known) {
        return known.day(clock, tenants.get(tenant).zone());
    }

    private static ProblemException noScore() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id.");
    }
}
