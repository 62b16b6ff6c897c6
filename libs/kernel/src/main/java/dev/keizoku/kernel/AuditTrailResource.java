package dev.keizoku.kernel;

import dev.keizoku.kernel.AuditQuestion.Place;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trail of a service for the gateway, which makes one list of those of all. */
@Path("/v1/audit-trail")
@RunOnVirtualThread
public class AuditTrailResource {

    private static final int MOST = 201;
    private static final Pattern KNOWN = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    private final AuditTrail trail;
    private final AuditChain chain;
    private final Caller caller;

    AuditTrailResource(AuditTrail trail, AuditChain chain, Caller caller) {
        this.trail = trail;
        this.chain = chain;
        this.caller = caller;
    }

    /** A page without a cursor: the place of its last entry is where the next begins. */
    public record Entries(List<AuditEntry> data) {}

    @GET
    @RolesAllowed("internal")
    public Entries get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        AuditQuestion question = new AuditQuestion(
                place(parameters),
                parameters.instant("from"),
                parameters.instant("to"),
                parameters.strings("action"),
                parameters.strings("actor"),
                parameters.integer("limit", MOST, 1, MOST));
        parameters.verify();
        return new Entries(trail.list(caller.tenant(), question));
    }

    @GET
    @Path("/verification")
    @RolesAllowed("internal")
    public AuditChain.Verification verify(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        Map<Long, String> known = new HashMap<>();
        for (String text : parameters.strings("known")) {
            Matcher kept = KNOWN.matcher(text);
            if (kept.matches()) {
                known.put(Long.valueOf(kept.group(1)), kept.group(2));
            } else {
                parameters.error("known", "invalid_value", "Expected the number of a block, a colon and its hash.");
            }
        }
        parameters.verify();
        return chain.verify(caller.tenant(), known);
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
