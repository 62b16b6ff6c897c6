package dev.keizoku.usage.meter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
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
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Meters as OpenMeter's SDKs ask for them: a subject is an account, and windows are those of the tenant's zone. */
@Path("/api/v1/meters")
@RunOnVirtualThread
public class OpenMeterResource {

    private final MeterStore store;
    private final MeterReadings readings;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final Caller caller;
    private final Clock clock;

    OpenMeterResource(
            MeterStore store,
            MeterReadings readings,
            Tenants tenants,
            TenantNumbers numbers,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.readings = readings;
        this.tenants = tenants;
        this.numbers = numbers;
        this.caller = caller;
        this.clock = clock;
    }

    /** A meter in OpenMeter's words; of several event names it shows the first. */
    public record OpenMeter(
            String id,
            String slug,
            String name,
            @Nullable String description,
            String aggregation,
            @JsonProperty("eventType") String eventType,
            @JsonProperty("valueProperty") @Nullable String valueProperty,
            @JsonProperty("groupBy") Map<String, String> groupBy,
            @JsonProperty("createdAt") Instant createdAt,
            @JsonProperty("updatedAt") Instant updatedAt) {

        static OpenMeter from(Defined defined) {
            Meter meter = defined.meter();
            String value = meter.valueProperty() == null ? "value" : meter.valueProperty();
            return new OpenMeter(
                    defined.id(),
                    defined.id(),
                    defined.id(),
                    meter.description(),
                    meter.aggregation().openMeter(),
                    meter.eventNames().getFirst(),
                    meter.aggregation().ofValues() ? "$." + value : null,
                    meter.groups().stream().collect(Collectors.toMap(key -> key, key -> "$." + key)),
                    defined.createdAt(),
                    defined.updatedAt());
        }
    }

    /** An answer in OpenMeter's words. */
    public record Result(
            Instant from,
            Instant to,
            @JsonProperty("windowSize") @Nullable String windowSize,
            List<Row> data) {}

    /** One window and group of it. */
    public record Row(
            BigDecimal value,
            @JsonProperty("windowStart") Instant windowStart,
            @JsonProperty("windowEnd") Instant windowEnd,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String subject,

            @JsonProperty("groupBy")
            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable String> groupBy) {}

    @GET
    @RolesAllowed("usage:read")
    public List<OpenMeter> list() {
        return store.all(numbers.of(caller.tenant())).stream()
                .map(OpenMeter::from)
                .toList();
    }

    @GET
    @Path("/{slug}")
    @RolesAllowed("usage:read")
    public OpenMeter get(@PathParam("slug") String slug) {
        return OpenMeter.from(find(slug));
    }

    @GET
    @Path("/{slug}/query")
    @RolesAllowed("usage:read")
    public Result query(@PathParam("slug") String slug, @Context UriInfo uri) {
        MeterQuery query = OpenMeterQuestion.read(
                Parameters.of(uri),
                find(slug).meter(),
                numbers.of(caller.tenant()),
                tenants.get(caller.tenant()).zone(),
                this::defaults);
        return new Result(
                query.from(),
                query.to(),
                query.window() == null ? null : query.window().name(),
                readings.read(query).stream()
                        .filter(value -> value.value() != null)
                        .map(value -> row(query, value))
                        .toList());
    }

    private OpenMeterQuestion.Span defaults(ZoneId zone) {
        Instant to = MeterReadings.start(BusinessDay.of(clock.instant(), zone).plusDays(1), zone);
        Instant from = readings.firstDay(numbers.of(caller.tenant()))
                .map(day -> MeterReadings.start(day, zone))
                .filter(first -> first.isBefore(to))
                .orElse(MeterReadings.start(BusinessDay.of(clock.instant(), zone), zone));
        return new OpenMeterQuestion.Span(from, to);
    }

    private Defined find(String slug) {
        return store.find(numbers.of(caller.tenant()), PathIds.text("slug", slug))
                .orElseThrow(() -> ProblemException.notFound("meter"));
    }

    private static Row row(MeterQuery query, Value value) {
        String subject = null;
        Map<String, @Nullable String> groups = new LinkedHashMap<>();
        for (int i = 0; i < query.groupBy().size(); i++) {
            String name = query.groupBy().get(i).name();
            if (name.equals(OpenMeterQuestion.ACCOUNT)) {
                subject = value.groups().get(i);
            } else {
                groups.put(name, value.groups().get(i));
            }
        }
        BigDecimal number = value.value() == null ? BigDecimal.ZERO : value.value();
        return new Row(number, value.start(), query.end(value.start()), subject, groups);
    }
}
