package dev.keizoku.kernel;

import jakarta.enterprise.context.RequestScoped;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is asking, from the internal token that came with the request. The tenant comes from nowhere else. */
@RequestScoped
public class Caller {

    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /**
     * The tenant the request is for.
     *
     * @throws ProblemException 401 when the token names none
     */
    public TenantId tenant() {
        Object tenant = token.getClaim(InternalTokens.TENANT_CLAIM);
        if (tenant == null) {
            throw new ProblemException(CommonProblem.UNAUTHENTICATED, "The credential names no tenant.");
        }
        return new TenantId(tenant.toString());
    }

    public Set<String> scopes() {
        return token.getGroups();
    }

    public boolean has(String scope) {
        return scopes().contains(scope);
    }

    /** The key, user or service that acts. */
    public String subject() {
        return token.getSubject();
    }
}
