package dev.keizoku.usage.lookup;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.Period;
import dev.keizoku.usage.lookup.StoredEventStore.Day;
import dev.keizoku.usage.lookup.StoredEventStore.Filter;
import dev.keizoku.usage.lookup.StoredEventStore.Place;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What an account sent, for whoever helps it. */
@Path("/v1/accounts/{account_id}/events")
@RunOnVirtualThread
public class AccountEventsResource {

    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 3_660;
    private static final Pattern SPACE = Pattern.compile(" ");

    private final Jdbi jdbi;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final Caller caller;
    private final Cursors cursors;
    private final Clock clock;

    AccountEventsResource(
            Jdbi jdbi, Tenants tenants, TenantNumbers numbers, Caller caller, Cursors cursors, Clock clock) {
        this.jdbi = jdbi;
        this.tenants = tenants;
        this.numbers = numbers;
        this.caller = caller;
        this.cursors = cursors;
        this.clock = clock;
    }

    @GET
    @RolesAllowed("usage:read")
    public Page<EventView> get(@PathParam("account_id") String id, @Context UriInfo uri) {
        AccountId account = PathIds.account(id);
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        List<String> users = parameters.strings("user_id");
        List<String> names = parameters.strings("name");
        Period period = Period.of(
                parameters, clock.instant(), tenants.get(caller.tenant()).zone(), USUAL_DAYS, MOST_DAYS);
        parameters.verify();
        String list = String.join(" ", "events", account.value(), period.toString(), "" + users, "" + names);
        Place after = cursor == null ? null : place(cursors.open(caller.tenant(), list, cursor));
        Filter filter = new Filter(numbers.of(caller.tenant()), account.value(), users, names);
        List<StoredEvent> found = jdbi.withHandle(handle -> read(handle, filter, period, after, limit + 1));
        boolean more = found.size() > limit;
        List<StoredEvent> shown = more ? found.subList(0, limit) : found;
        return new Page<>(
                shown.stream().map(EventView::from).toList(),
                more ? cursors.seal(caller.tenant(), list, position(shown.getLast())) : null,
                more);
    }

    /** Day by day: the rollups tell how many events each has, so no day is read for nothing. */
    private static List<StoredEvent> read(
            Handle handle, Filter filter, Period period, @Nullable Place after, int limit) {
        LocalDate to = after == null ? period.to() : after.day().plusDays(1);
        List<StoredEvent> found = new ArrayList<>();
        for (Day day : StoredEventStore.days(handle, filter, period.from(), to)) {
            Place place = after != null && after.day().equals(day.day()) ? after : null;
            found.addAll(StoredEventStore.ofDay(handle, filter, day.day(), place, limit - found.size()));
            if (found.size() == limit) {
                break;
            }
        }
        return found;
    }

    private static String position(StoredEvent event) {
        return event.day() + " " + event.occurredAt() + " " + event.identity().high() + " "
                + event.identity().low();
    }

    private static Place place(String position) {
        String[] parts = SPACE.split(position);
        return new Place(
                LocalDate.parse(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }
}
