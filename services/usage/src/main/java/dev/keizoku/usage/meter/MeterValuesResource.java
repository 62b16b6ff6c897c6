package dev.keizoku.usage.meter;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.NdjsonWriter;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.meter.AccountValuesStore.Metered;
import dev.keizoku.usage.meter.AccountValuesStore.Slice;
import dev.keizoku.usage.meter.MeterReadings.Term;
import dev.keizoku.usage.meter.MeterStore.Defined;
import dev.keizoku.usage.rollup.BusinessDay;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every account has used of each meter, as a stream sorted by account: one half of utilisation, for a night. */
@Path("/v1/meter-values")
@RunOnVirtualThread
public class MeterValuesResource {

    private static final String DAY = "day";

    private final MeterStore meters;
    private final AccountValuesStore values;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final Caller caller;
    private final Clock clock;
    private final ObjectMapper mapper;

    MeterValuesResource(
            MeterStore meters,
            AccountValuesStore values,
            Tenants tenants,
            TenantNumbers numbers,
            Caller caller,
            Clock clock,
            ObjectMapper mapper) {
        this.meters = meters;
        this.values = values;
        this.tenants = tenants;
        this.numbers = numbers;
        this.caller = caller;
        this.clock = clock;
        this.mapper = mapper;
    }

    @GET
    @Produces("application/x-ndjson")
    @RolesAllowed("internal")
    public StreamingOutput get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asked = parameters.date(DAY);
        if (asked == null && parameters.string(DAY) == null) {
            parameters.error(DAY, "required", "This parameter must be given.");
        }
        Instant knownAt = parameters.instant("known_at");
        boolean ofDay =
                parameters.oneOf("window", List.of("period", DAY), "period").equals(DAY);
        AccountId from = parameters.accountId("from");
        AccountId to = parameters.accountId("to");
        parameters.verify();
        ZoneId zone = tenants.get(caller.tenant()).zone();
        Instant now = clock.instant();
        LocalDate day = asked == null ? BusinessDay.of(now, zone) : asked;
        Slice slice = new Slice(
                numbers.of(caller.tenant()),
                day,
                BusinessDay.of(knownAt == null ? now : knownAt, zone),
                value(from),
                value(to));
        List<Metered> metered = meters.all(slice.tenant()).stream()
                .map(defined ->
                        metered(defined, ofDay ? Window.DAY : defined.meter().usualPeriod(), day))
                .toList();
        return out -> {
            NdjsonWriter writer = new NdjsonWriter(out, mapper);
            if (!metered.isEmpty()) {
                values.stream(slice, metered, writer::write);
            }
            writer.finish();
        };
    }

    private static Metered metered(Defined defined, Window period, LocalDate day) {
        Term term = Term.of(period, day);
        return new Metered(defined, period.wire(), term.from(), term.to());
    }

    private static @Nullable String value(@Nullable AccountId account) {
        return account == null ? null : account.value();
    }
}
