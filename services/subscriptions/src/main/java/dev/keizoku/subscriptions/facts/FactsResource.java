package dev.keizoku.subscriptions.facts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.NdjsonWriter;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
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

/** The facts about every account as a stream sorted by account, written as it is read. */
@Path("/v1/account-facts")
@RunOnVirtualThread
public class FactsResource {

    private final Facts facts;
    private final Tenants tenants;
    private final Caller caller;
    private final Clock clock;
    private final ObjectMapper mapper;

    FactsResource(Facts facts, Tenants tenants, Caller caller, Clock clock, ObjectMapper mapper) {
        this.facts = facts;
        this.tenants = tenants;
        this.caller = caller;
        this.clock = clock;
        this.mapper = mapper;
    }

    @GET
    @RolesAllowed("internal")
    @Produces("application/x-ndjson")
    public StreamingOutput stream(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate day = parameters.date("day");
        Instant knownAt = parameters.instant("known_at");
        AccountId from = parameters.accountId("from");
        AccountId to = parameters.accountId("to");
        if (day == null && parameters.strings("day").isEmpty()) {
            parameters.error("day", "required", "Say at the end of which day.");
        }
        parameters.verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        Facts.Asked asked = new Facts.Asked(
                tenant,
                java.util.Objects.requireNonNull(day),
                knownAt == null ? clock.instant() : knownAt,
                from == null ? "" : from.value(),
                to == null ? null : to.value());
        return out -> {
            NdjsonWriter writer = new NdjsonWriter(out, mapper);
            facts.write(asked, writer);
            writer.finish();
        };
    }
}
