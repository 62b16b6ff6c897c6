package dev.keizoku.kernel;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.MDC;

/** Notes who asks for a change, for the trail of it. */
@Provider
@Priority(Priorities.USER)
final class ChangeFilter implements ContainerRequestFilter {

    private final Change change;

    ChangeFilter(Change change) {
        this.change = change;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        boolean reads = request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
        if (!reads && request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token) {
            change.by(token.getSubject(), Objects.toString(MDC.get(RequestIds.LOGGED), ""));
        }
    }
}
