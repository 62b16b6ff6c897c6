package dev.keizoku.metrics.kpi;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pack as data, as a table for a spreadsheet, or as a page to print. */
@Path("/v1/reports/kpi")
@RunOnVirtualThread
public class KpiResource {

    private static final String CSV = "text/csv";
    private static final MediaType CSV_UTF_8 = new MediaType("text", "csv", "UTF-8");
    private static final MediaType HTML_UTF_8 = new MediaType("text", "html", "UTF-8");
    private static final List<Variant> FORMATS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, new MediaType("text", "csv"), MediaType.TEXT_HTML_TYPE)
            .build();
    private static final int MOST_MONTHS = 36;

    private final KpiReport report;
    private final KpiPage page;
    private final Reading reading;
    private final Caller caller;

    KpiResource(KpiReport report, KpiPage page, Reading reading, Caller caller) {
        this.report = report;
        this.page = page;
        this.reading = reading;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CSV, MediaType.TEXT_HTML})
    @RolesAllowed("metrics:read")
    public Response kpi(
            @Context UriInfo uri,
            @Context Request request,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        LocalDate from = parameters.date("from");
        LocalDate to = parameters.date("to");
        if (from != null && to != null && !from.isBefore(to)) {
            parameters.error("to", "invalid_value", "The period ends after it begins.");
        } else if (from != null && to != null && from.plusMonths(MOST_MONTHS).isBefore(to)) {
            parameters.error("from", FieldError.OUT_OF_RANGE, "At most " + MOST_MONTHS + " months.");
        }
        Variant format = request.selectVariant(FORMATS);
        if (format == null) {
            throw new ProblemException(CommonProblem.NOT_ACCEPTABLE, "Offered: JSON, CSV and HTML.");
        }
        MediaType type = format.getMediaType();
        Response answer = reading.answer(caller, parameters, asked -> {
            KpiText text = KpiText.of(acceptLanguage, asked.tenant().language());
            KpiPack pack = report.of(period(from, to, asked.today()), text, asked);
            if (type.isCompatible(CSV_UTF_8)) {
                return KpiTable.csv(pack);
            }
            return type.isCompatible(HTML_UTF_8) ? page.html(pack, text) : pack;
        });
        MediaType written = type.isCompatible(CSV_UTF_8)
                ? CSV_UTF_8
                : type.isCompatible(HTML_UTF_8) ? HTML_UTF_8 : MediaType.APPLICATION_JSON_TYPE;
        return Response.fromResponse(answer)
                .type(written)
                .header(HttpHeaders.VARY, "Accept, Accept-Language")
                .build();
    }

    /** Without dates, the last twelve whole months. */
    private static Span period(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
        if (to != null) {
            return new Span(from != null ? from : to.minusYears(1), to);
        }
        LocalDate end = from == null || from.isBefore(Interval.MONTH.startOf(today))
                ? Interval.MONTH.startOf(today)
                : Interval.MONTH.endOf(from);
        LocalDate start = from == null ? end.minusYears(1) : from;
        return new Span(start, end);
    }
}
