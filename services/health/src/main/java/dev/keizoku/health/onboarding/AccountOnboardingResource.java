package dev.keizoku.health.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.health.version.Version;
import dev.keizoku.health.version.Versions;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an account has reached of its template, and what is next. */
@Path("/v1/accounts/{account_id}/onboarding")
@RunOnVirtualThread
public class AccountOnboardingResource {

    private final BeginningStore store;
    private final Versions versions;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;

    AccountOnboardingResource(BeginningStore store, Versions versions, Caller caller, Tenants tenants, Clock clock) {
        this.store = store;
        this.versions = versions;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** The template and how far the account is in it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OnboardingView(
            String accountId,
            LocalDate day,
            String template,
            int templatesVersion,
            @Nullable LocalDate customerSince,
            @Nullable LocalDate beganOn,
            @Nullable LocalDate firstValueOn,
            @Nullable LocalDate leftOn,
            @Nullable Integer daysLeft,
            @Nullable Integer trialDaysLeft,
            List<MilestoneView> milestones) {}

    /** A milestone. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MilestoneView(
            String code,
            String title,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate reachedOn,
            boolean overdue) {

        static MilestoneView of(Beginning.Reach reach, Language language) {
            return new MilestoneView(
                    reach.milestone().code(),
                    reach.milestone().title().in(language),
                    reach.dueOn(),
                    reach.reachedOn(),
                    reach.overdue());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public Response get(
            @Context UriInfo uri,
            @PathParam("account_id") AccountId account,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters.of(uri).verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        Language language = Language.of(acceptLanguage, tenant.language());
        LocalDate today = clock.instant().atZone(tenant.zone()).toLocalDate();
        Beginning beginning = store.find(tenant, account)
                .orElseThrow(() ->
                        new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id."));
        Version<Templates> templates = versions.current(caller.tenant(), Templates.KIND);
        Template template = templates.document().of(beginning.attributes());
        return Localised.in(
                language,
                new OnboardingView(
                        account.value(),
                        today,
                        template.name(),
                        templates.number(),
                        beginning.customerSince(),
                        beginning.beganOn(),
                        beginning.firstValueOn(),
                        beginning.leftOn(),
                        beginning.daysLeft(today),
                        beginning.trialDaysLeft(template, today),
                        beginning.reach(template, today).stream()
                                .map(reach -> MilestoneView.of(reach, language))
                                .toList()));
    }
}
