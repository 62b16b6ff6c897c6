package dev.keizoku.kernel;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.MDC;

/** Has every line that is logged of a request, and its span, name the tenant it is for, and the account where the path names one. */
@Provider
@Priority(Priorities.USER)
final class LoggedCaller implements ContainerRequestFilter {

    /** Asked for late: filters are made before the settings of a process are read. */
    private final Instance<Traces> traces;

    LoggedCaller(Instance<Traces> traces) {
        this.traces = traces;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token
                && token.getClaim(InternalTokens.TENANT_CLAIM) instanceof String tenant) {
            name("tenant", tenant);
        }
        String account = request.getUriInfo().getPathParameters().getFirst("account_id");
        if (account != null) {
            name("account", account);
        }
    }

    private void name(String what, String id) {
        MDC.put(what, id);
        traces.get().note(what, id);
    }
}
