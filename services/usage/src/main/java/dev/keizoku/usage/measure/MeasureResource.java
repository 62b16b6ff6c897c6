package dev.keizoku.usage.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.NdjsonWriter;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.measure.MeasureStore.Depth;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The measures of every account for one day, as a stream sorted by account: what a night of scoring merges. */
@Path("/v1/measures")
@RunOnVirtualThread
public class MeasureResource {

    private final MeasureStore store;
    private final Fleet fleet;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final Caller caller;
    private final Clock clock;
    private final ObjectMapper mapper;

    MeasureResource(
            MeasureStore store,
            Fleet fleet,
            Tenants tenants,
            TenantNumbers numbers,
            Caller caller,
            Clock clock,
            ObjectMapper mapper) {
        this.store = store;
        this.fleet = fleet;
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
        LocalDate day = parameters.date("day");
        if (day == null && parameters.string("day") == null) {
            parameters.error("day", "required", "This parameter must be given.");
        }
        Instant knownAt = parameters.instant("known_at");
        boolean onlyActivity = parameters.oneOf("only", List.of("activity"), "").equals("activity");
        AccountId from = parameters.accountId("from");
        AccountId to = parameters.accountId("to");
        parameters.verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        ZoneId zone = tenant.zone();
        MeasureStore.Slice slice = new MeasureStore.Slice(
                numbers.of(caller.tenant()),
                day == null ? BusinessDay.of(clock.instant(), zone) : day,
                BusinessDay.of(knownAt == null ? clock.instant() : knownAt, zone),
                onlyActivity ? Depth.ACTIVITY : Depth.EVERYTHING,
                value(from),
                value(to),
                false);
        Function<AccountTally, Object> measures = onlyActivity ? AccountActivity::of : measures(slice, tenant);
        return out -> {
            NdjsonWriter writer = new NdjsonWriter(out, mapper);
            store.stream(slice, tally -> writer.write(measures.apply(tally)));
            writer.finish();
        };
    }

    private Function<AccountTally, Object> measures(MeasureStore.Slice slice, TenantRecord tenant) {
        DayKinds kinds = DayKinds.until(slice.day(), BusinessCalendar.of(tenant)::holiday);
        Double fleetRatio = fleet.ratio(slice.tenant(), slice.day(), slice.knownOn(), kinds);
        return tally -> AccountMeasures.of(tally, slice.day(), kinds, fleetRatio);
    }

    private static @Nullable String value(@Nullable AccountId account) {
        return account == null ? null : account.value();
    }
}
