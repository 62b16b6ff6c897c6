package dev.keizoku.gateway.upstream;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.RequestIds;
import dev.keizoku.kernel.TenantId;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.UUID;

/** Who asks a service, what that allows, and the request it is for. */
public record Asking(TenantId tenant, String subject, Set<String> scopes, String requestId) {

    /** Whoever asks us, with what that allows. */
    public static Asking of(Caller caller, RoutingContext context) {
        return new Asking(caller.tenant(), caller.subject(), caller.scopes(), RequestIds.of(context));
    }

    /** Somebody whom no request of ours is from, or not any more. */
    public static Asking of(TenantId tenant, String subject, Set<String> scopes) {
        return new Asking(tenant, subject, scopes, UUID.randomUUID().toString());
    }

    /** The gateway itself. */
    public static Asking ofGateway(TenantId tenant, String scope) {
        return of(tenant, "gateway", Set.of(scope));
    }

    /** The same with other scopes in place of its own. */
    public Asking with(Set<String> others) {
        return new Asking(tenant, subject, others, requestId);
    }
}
