package dev.keizoku.usage.meter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TaggedAnswers;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.meter.MeterStore.Defined;
import dev.keizoku.usage.meter.MeterValueStore.Value;
import dev.keizoku.usage.rollup.BusinessDay;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a meter reads. */
@Path("/v1/meters/{meter_id}/query")
@RunOnVirtualThread
public class MeterQueryResource {

    private static final int USUAL_DAYS = 30;
    private static final int DATE_LENGTH = 10;
    private static final String WHOLE = "none";

    private final MeterStore store;
    private final MeterReadings readings;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final TaggedAnswers tagged;
    private final Caller caller;
    private final Clock clock;

    MeterQueryResource(
            MeterStore store,
            MeterReadings readings,
            Tenants tenants,
            TenantNumbers numbers,
            TaggedAnswers tagged,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.readings = readings;
        this.tenants = tenants;
        this.numbers = numbers;
        this.tagged = tagged;
        this.caller = caller;
        this.clock = clock;
    }

    /** The windows and groups that have events, in order; times have the offset of the tenant's zone. */
    public record Reading(
            String meterId, OffsetDateTime from, OffsetDateTime to, String window, List<MeterWindow> data) {}

    /**
     * One window and group.
     *
     * @param groups by name of what is told apart; null where the events have none
     */
    public record MeterWindow(
            OffsetDateTime from,
            OffsetDateTime to,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value,

            @JsonInclude(value = JsonInclude.Include.NON_NULL, content = JsonInclude.Include.ALWAYS) @Nullable Map<String, @Nullable String> groups) {}

    @GET
    @RolesAllowed("usage:read")
    public Response get(@PathParam("meter_id") String id, @Context UriInfo uri, @Context Request request) {
        Defined meter = store.find(numbers.of(caller.tenant()), PathIds.text("meter_id", id))
                .orElseThrow(() -> ProblemException.notFound("meter"));
        MeterQuery query = query(meter.meter(), Parameters.of(uri));
        ZoneId zone = query.zone();
        List<MeterWindow> data = readings.read(query).stream()
                .map(value -> new MeterWindow(
                        value.start().atZone(zone).toOffsetDateTime(),
                        query.end(value.start()).atZone(zone).toOffsetDateTime(),
                        value.value(),
                        groups(query.groupBy(), value)))
                .toList();
        return tagged.answer(
                new Reading(
                        meter.id(),
                        query.from().atZone(zone).toOffsetDateTime(),
                        query.to().atZone(zone).toOffsetDateTime(),
                        query.window() == null ? WHOLE : query.window().wire(),
                        data),
                request);
    }

    private MeterQuery query(Meter meter, Parameters parameters) {
        ZoneId zone = tenants.get(caller.tenant()).zone();
        LocalDate tomorrow = BusinessDay.of(clock.instant(), zone).plusDays(1);
        Instant to = instant(parameters, "to", zone, MeterReadings.start(tomorrow, zone));
        Instant from = instant(
                parameters,
                "from",
                zone,
                MeterReadings.start(LocalDate.ofInstant(to, zone).minusDays(USUAL_DAYS), zone));
        if (!from.isBefore(to)) {
            parameters.error("to", "invalid_value", "The period ends before `to`, which comes after `from`.");
        }
        String window = parameters.oneOf("window", List.of("minute", "hour", "day", "week", "month", WHOLE), "day");
        MeterQuery query = new MeterQuery(
                numbers.of(caller.tenant()),
                zone,
                meter,
                from,
                to,
                window.equals(WHOLE) ? null : Window.valueOf(window.toUpperCase(Locale.ROOT)),
                Groups.of(parameters, "group_by", meter),
                parameters.strings("account_id"),
                parameters.strings("user_id"),
                parameters.prefixed("filter."));
        parameters.verify();
        return query;
    }

    /** A date is the start of that day of the tenant. */
    private static Instant instant(Parameters parameters, String name, ZoneId zone, Instant fallback) {
        String text = parameters.string(name);
        if (text == null) {
            return fallback;
        }
        if (text.length() == DATE_LENGTH) {
            LocalDate day = parameters.date(name);
            return day == null ? fallback : MeterReadings.start(day, zone);
        }
        Instant instant = parameters.instant(name);
        return instant == null ? fallback : instant;
    }

    private static @Nullable Map<String, @Nullable String> groups(List<Key> keys, Value value) {
        if (keys.isEmpty()) {
            return null;
        }
        Map<String, @Nullable String> groups = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            groups.put(keys.get(i).name(), value.groups().get(i));
        }
        return groups;
    }
}
