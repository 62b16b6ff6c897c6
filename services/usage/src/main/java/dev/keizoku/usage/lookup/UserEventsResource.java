package dev.keizoku.usage.lookup;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.quarkus.agroal.DataSource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The events that name a user, for the gateway, which tells what is kept of a person. */
@Path("/v1/user-events/{user_id}")
@RunOnVirtualThread
public class UserEventsResource {

    private static final int MOST = 10_000;

    private final Jdbi bulk;
    private final TenantNumbers numbers;
    private final Caller caller;

    UserEventsResource(@DataSource("bulk") Jdbi bulk, TenantNumbers numbers, Caller caller) {
        this.bulk = bulk;
        this.numbers = numbers;
        this.caller = caller;
    }

    /** The newest first; whether there are older ones. */
    public record UserEvents(List<EventView> events, boolean hasMore) {}

    @GET
    @RolesAllowed("internal")
    public UserEvents get(@PathParam("user_id") String id, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        String user = PathIds.user(id).value();
        int tenant = numbers.of(caller.tenant());
        List<StoredEvent> found = bulk.withHandle(handle -> StoredEventStore.ofUser(handle, tenant, user, MOST + 1));
        return new UserEvents(found.stream().limit(MOST).map(EventView::from).toList(), found.size() > MOST);
    }
}
