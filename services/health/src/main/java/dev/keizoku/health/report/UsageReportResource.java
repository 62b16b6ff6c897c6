package dev.keizoku.health.report;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** What came of the product for an account in a month: as data, or as a page somebody can send. */
@Path("/v1/accounts/{account_id}/usage-report")
@RunOnVirtualThread
public class UsageReportResource {

    private static final String MARKDOWN = "text/markdown";
    private static final MediaType MARKDOWN_TYPE = new MediaType("text", "markdown", "utf-8");
    private static final MediaType HTML_TYPE = new MediaType("text", "html", "utf-8");
    private static final int FIRST_YEAR = 1970;
    private static final String NOTHING_ACTIVE = "default-src 'none'";

    private final UsageReports reports;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;

    UsageReportResource(UsageReports reports, Caller caller, Tenants tenants, Clock clock) {
        this.reports = reports;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, MARKDOWN, MediaType.TEXT_HTML})
    @RolesAllowed("health:read")
    public Response get(
            @Context UriInfo uri,
            @Context Request request,
            @PathParam("account_id") AccountId account,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        TenantRecord tenant = tenants.get(caller.tenant());
        YearMonth thisMonth = YearMonth.from(clock.instant().atZone(tenant.zone()));
        Parameters parameters = Parameters.of(uri);
        YearMonth month = month(parameters, thisMonth);
        parameters.verify();
        Language language = Language.of(acceptLanguage, tenant.language());
        UsageReport report = reports.of(tenant, account, month);
        Variant variant =
                request.selectVariant(Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MARKDOWN_TYPE, HTML_TYPE)
                        .build());
        String subtype = variant == null ? "json" : variant.getMediaType().getSubtype();
        return switch (subtype) {
            case "markdown" ->
                Localised.in(language, ReportText.markdown(ReportPage.of(report, language)), MARKDOWN_TYPE);
            case "html" ->
                Response.fromResponse(
                                Localised.in(language, ReportText.html(ReportPage.of(report, language)), HTML_TYPE))
                        .header("Content-Security-Policy", NOTHING_ACTIVE)
                        .build();
            default -> Localised.in(language, report);
        };
    }

    /** The month before this one unless told. */
    private static YearMonth month(Parameters parameters, YearMonth thisMonth) {
        String asked = parameters.string("month");
        if (asked == null) {
            return thisMonth.minusMonths(1);
        }
        try {
            YearMonth month = YearMonth.parse(asked);
            if (month.getYear() >= FIRST_YEAR && !month.isAfter(thisMonth)) {
                return month;
            }
            parameters.error("month", "invalid_value", "Expected a month from 1970 to this one.");
        } catch (DateTimeException unreadable) {
            parameters.error("month", "invalid_value", "Expected a month such as 2026-02.");
        }
        return thisMonth;
    }
}
