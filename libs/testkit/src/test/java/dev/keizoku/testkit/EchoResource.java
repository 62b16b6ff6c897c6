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
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jdbi.v3.core.Jdbi;

/** A resource with one of everything, to see what the kernel makes of requests. */
@Path("/v1")
@RunOnVirtualThread
public class EchoResource {

    private final Caller caller;
    private final Tenants tenants;
    private final Jdbi jdbi;

    EchoResource(Caller caller, Tenants tenants, Jdbi jdbi) {
        this.caller = caller;
        this.tenants = tenants;
        this.jdbi = jdbi;
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
    @Path("/accounts/{account_id}/logged")
    @RolesAllowed("echo")
    public Map<String, Object> logged() {
        return MDC.getMap();
    }

    @POST
    @Path("/accounts/{account_id}/broken")
    @RolesAllowed("echo")
    public String brokenAccount() {
        throw new IllegalStateException("of an account");
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

    /** Fails with what it was sent, as a library might. */
    @POST
    @Path("/repeated")
    @RolesAllowed("echo")
    public String repeated(byte[] body) {
        String sent = new String(body, StandardCharsets.UTF_8);
        throw new IllegalStateException(sent, new IllegalArgumentException("\n" + sent));
    }

    /** Fails to store what it was sent. */
    @POST
    @Path("/refused")
    @RolesAllowed("echo")
    public void refused(byte[] body) {
        jdbi.useHandle(handle -> handle.createUpdate("insert into tenant (tenant) values (:tenant)")
                .bind("tenant", new String(body, StandardCharsets.UTF_8))
                .execute());
    }

    @GET
    @Path("/unclassified")
    public String unclassified() {
        return "nobody said who may see this";
    }
}
