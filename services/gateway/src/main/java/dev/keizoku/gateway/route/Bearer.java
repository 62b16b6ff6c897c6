package dev.keizoku.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/** Whom an internal token of ours is for, and what it opens. */
record Bearer(TenantId tenant, String subject, Set<String> scopes) {

    Bearer {
        scopes = Set.copyOf(scopes);
    }

    static Bearer of(String token, ObjectMapper mapper) {
        byte[] text = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        try {
            JsonNode claims = mapper.readTree(text);
            Set<String> scopes = new HashSet<>();
            claims.path("groups").forEach(scope -> scopes.add(scope.asText()));
            return new Bearer(
                    new TenantId(claims.path(InternalTokens.TENANT_CLAIM).asText()),
                    claims.path("sub").asText(),
                    scopes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
