package dev.keizoku.testkit;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A resource with one of everything, to see what the kernel makes of requests. */
@Path("/v1")
@RunOnVirtualThread
public class EchoResource {

    private final Caller caller;
    private final Tenants tenants;

    EchoResource(Caller caller, Tenants tenants) {
        this.caller = caller;
        this.tenants = tenants;
    }

    public record Line(
            @NotNull String name, @NotNull @Positive BigDecimal quantity) {}

    public record Echo(
            @NotNull AccountId accountId, Money price, Instant at, List<@Valid Line> lines, Boolean active) {}

    @POST
    @Path("/echo")
    @RolesAllowed("echo")
    public Echo echo(Echo body) {
        return body;
    }

    @POST
    @Path("/large")
    @RolesAllowed("echo")
    public Map<String, Integer> large(byte[] body) {
        return Map.of("bytes", body.length);
    }

    @GET
    @Path("/whoami")
    @RolesAllowed("echo")
    public Map<String, String> whoami(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        parameters.integer("limit", 50, 1, 200);
        parameters.date("day");
        parameters.verify();
        return Map.of(
                "tenant", caller.tenant().value(),
                "zone", tenants.get(caller.tenant()).zone().getId());
    }

    @GET
    @Path("/broken")
    @RolesAllowed("echo")
    public String broken(@QueryParam("how") String how) throws SQLException {
        if ("database".equals(how)) {
            throw new SQLException("terminating connection", "57P01");
        }
        throw new IllegalStateException("a secret of ours");
    }

    @GET
    @Path("/unclassified")
    public String unclassified() {
        return "nobody said who may see this";
    }
}
