package dev.keizoku.subscriptions.fx;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TimeText;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Exchange rates over HTTP. */
@Path("/v1/fx-rates")
@RunOnVirtualThread
public class FxRateResource {

    private final DailyRates rates;
    private final Caller caller;
    private final Cursors cursors;

    FxRateResource(DailyRates rates, Caller caller, Cursors cursors) {
        this.rates = rates;
        this.caller = caller;
        this.cursors = cursors;
    }

    public record DayBody(
            @NotNull Currency base,

            @NotNull @Size(min = 1, max = 300) Map<String, @Nullable String> rates) {

        List<DailyRate> toRates(LocalDate date) {
            List<FieldError> errors = new ArrayList<>();
            List<DailyRate> read = new ArrayList<>();
            rates.forEach((code, text) -> {
                try {
                    BigDecimal rate = DailyRate.parse(text == null ? "" : text);
                    read.add(new DailyRate(date, base, Currencies.of(code), rate));
                } catch (IllegalArgumentException unfit) {
                    errors.add(new FieldError("/rates/" + code, "invalid_value", String.valueOf(unfit.getMessage())));
                }
            });
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return read;
        }
    }

    public record DayView(LocalDate date, Currency base, Map<String, String> rates) {}

    public record RateView(
            LocalDate date,
            Currency base,
            Currency currency,

            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal rate) {
        static RateView from(DailyRate rate) {
            return new RateView(rate.date(), rate.base(), rate.currency(), rate.rate());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record LookupView(
            LocalDate date,
            Currency base,
            Currency currency,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable BigDecimal rate,

            @Nullable LocalDate rateDate,
            boolean carried) {}

    @PUT
    @Path("/{date}")
    @RolesAllowed("subscriptions:write")
    public DayView put(@PathParam("date") String date, DayBody body) {
        LocalDate day = day(date);
        Map<String, String> known = new TreeMap<>();
        rates.put(caller.tenant(), day, body.base(), body.toRates(day))
                .forEach(rate ->
                        known.put(rate.currency().getCurrencyCode(), rate.rate().toPlainString()));
        return new DayView(day, body.base(), known);
    }

    @GET
    @Path("/{date}")
    @RolesAllowed("subscriptions:read")
    public LookupView get(@PathParam("date") String date, @Context UriInfo uri) {
        LocalDate day = day(date);
        Parameters parameters = Parameters.of(uri);
        Currency base = Currencies.required(parameters, "base");
        Currency currency = Currencies.required(parameters, "currency");
        parameters.verify();
        FxRates.Found found = rates.find(caller.tenant(), day, base, currency);
        return found == null
                ? new LookupView(day, base, currency, null, null, false)
                : new LookupView(day, base, currency, found.rate(), found.date(), found.carried());
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<RateView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        LocalDate from = parameters.date("from");
        LocalDate to = parameters.date("to");
        List<String> currencies = Currencies.codes(parameters, "currency");
        parameters.verify();
        String list = "fx-rates " + from + " " + to + " " + currencies;
        FxRateStore.Position after =
                cursor == null ? null : FxRateStore.Position.parse(cursors.open(caller.tenant(), list, cursor));
        List<DailyRate> found = rates.list(caller.tenant(), after, from, to, currencies, limit + 1);
        List<DailyRate> shown = found.stream().limit(limit).toList();
        boolean more = found.size() > limit;
        String next = more
                ? cursors.seal(
                        caller.tenant(),
                        list,
                        FxRateStore.Position.of(shown.getLast()).text())
                : null;
        return new Page<>(shown.stream().map(RateView::from).toList(), next, more);
    }

    private static LocalDate day(String text) {
        try {
            return TimeText.date(text);
        } catch (DateTimeException unreadable) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "date", "invalid_value", "A date is written YYYY-MM-DD, from 1970-01-01 to 2199-12-31.")));
        }
    }
}
