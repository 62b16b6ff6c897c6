package dev.keizoku.usage.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TimeText;
import dev.keizoku.usage.audit.AuditQuery.Place;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries for the gateway, which makes one list of those of all services. */
@Path("/v1/audit-entries")
@RunOnVirtualThread
public class AuditResource {

    private static final int MOST = 201;

    private final AuditStore store;
    private final TenantNumbers numbers;
    private final Caller caller;

    AuditResource(AuditStore store, TenantNumbers numbers, Caller caller) {
        this.store = store;
        this.numbers = numbers;
        this.caller = caller;
    }

    /** A page without a cursor: the place of its last entry is where the next begins. */
    public record AuditEntries(List<AuditEntry> data) {}

    /** Who did what. */
    public record AuditEntry(long id, Instant at, String actor, String action, JsonNode detail) {}

    @GET
    @RolesAllowed("internal")
    public AuditEntries get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        AuditQuery query = new AuditQuery(
                place(parameters),
                parameters.instant("from"),
                parameters.instant("to"),
                parameters.strings("action"),
                parameters.strings("actor"),
                parameters.integer("limit", MOST, 1, MOST));
        parameters.verify();
        return new AuditEntries(store.list(numbers.of(caller.tenant()), query));
    }

    private static @Nullable Place place(Parameters parameters) {
        String text = parameters.string("before");
        if (text == null) {
            return null;
        }
        int comma = text.indexOf(',');
        try {
            return new Place(TimeText.instant(text.substring(0, comma)), Long.parseLong(text.substring(comma + 1)));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            parameters.error("before", "invalid_value", "Expected the `at` of an entry, a comma and its `id`.");
            return null;
        }
    }
}
