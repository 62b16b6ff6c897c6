package dev.keizoku.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Keeps what is personal from a caller whose token says so (ADR 13). */
final class PersonalDataFilter {

    private static final Pattern SLASHES = Pattern.compile("//+");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\s*(\\w+)\\s*(:[^}]*)?}");

    private final PersonalFields fields;
    private final ObjectMapper mapper;

    PersonalDataFilter(@ConfigProperty(name = "quarkus.application.name") String service, ObjectMapper mapper) {
        this.fields = new PersonalFields(Contract.load(service));
        this.mapper = mapper;
    }

    @ServerResponseFilter
    void mask(ResourceInfo resource, ContainerRequestContext request, ContainerResponseContext response) {
        boolean applies = response.getStatus() / 100 == 2
                && response.hasEntity()
                && resource.getResourceMethod() != null
                && request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token
                && token.getGroups().contains(PersonalFields.MASKED);
        if (!applies) {
            return;
        }
        String path = path(resource);
        if (fields.has(request.getMethod(), path)) {
            UnaryOperator<JsonNode> masked = told -> fields.masked(request.getMethod(), path, told);
            response.setEntity(
                    response.getEntity() instanceof SnapshotStream.Rows rows
                            ? rows.each(masked)
                            : masked.apply(mapper.valueToTree(response.getEntity())));
        }
    }

    /** As the contract writes it. */
    private static String path(ResourceInfo resource) {
        String whole = "/" + told(resource.getResourceClass().getAnnotation(Path.class)) + "/"
                + told(resource.getResourceMethod().getAnnotation(Path.class));
        String bare = SLASHES.matcher(whole).replaceAll("/");
        return EXPRESSION
                .matcher(bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare)
                .replaceAll("{$1}");
    }

    private static String told(@Nullable Path path) {
        return path == null ? "" : path.value();
    }
}
