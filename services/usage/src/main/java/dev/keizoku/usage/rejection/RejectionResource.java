package dev.keizoku.usage.rejection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refused events over HTTP. */
@Path("/v1/rejected-events")
@RunOnVirtualThread
public class RejectionResource {

    private final Rejections rejections;
    private final Caller caller;
    private final Cursors cursors;

    RejectionResource(Rejections rejections, Caller caller, Cursors cursors) {
        this.rejections = rejections;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** A refused event as the caller sees it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record RejectedEvent(
            Instant receivedAt,
            String protocol,
            @Nullable String source,
            @Nullable String id,
            String code,
            List<FieldError> errors,
            @Nullable String item) {

        static RejectedEvent from(RejectionStore.Kept kept) {
            Rejection rejection = kept.rejection();
            return new RejectedEvent(
                    kept.receivedAt(),
                    rejection.protocol(),
                    rejection.source(),
                    rejection.eventId(),
                    rejection.code(),
                    rejection.errors(),
                    rejection.item());
        }
    }

    @GET
    @RolesAllowed("usage:read")
    public Page<RejectedEvent> list(@Context UriInfo uri) {
        TenantId tenant = caller.tenant();
        Parameters parameters = Parameters.of(uri);
        Instant from = parameters.instant("from");
        Instant to = parameters.instant("to");
        List<String> codes = parameters.strings("code");
        List<String> sources = parameters.strings("source");
        List<String> protocols = parameters.strings("protocol");
        String cursor = parameters.string("cursor");
        int limit = parameters.limit();
        parameters.verify();
        String list =
                String.join("\n", "rejected-events", "" + from, "" + to, "" + codes, "" + sources, "" + protocols);
        Long before = cursor == null ? null : Long.valueOf(cursors.open(tenant, list, cursor));
        List<RejectionStore.Kept> found =
                rejections.list(tenant, new RejectionQuery(from, to, codes, sources, protocols, before, limit + 1));
        boolean more = found.size() > limit;
        List<RejectionStore.Kept> page = more ? found.subList(0, limit) : found;
        return new Page<>(
                page.stream().map(RejectedEvent::from).toList(),
                more ? cursors.seal(tenant, list, Long.toString(page.getLast().place())) : null,
                more);
    }
}
