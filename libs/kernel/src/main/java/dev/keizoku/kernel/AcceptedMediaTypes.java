package dev.keizoku.kernel;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses who asks for another media type than JSON where a resource names none: the framework would write its answer as
 * text of that type.
 */
final class AcceptedMediaTypes {

    @ServerRequestFilter
    void refuseOthers(ResourceInfo resource, ContainerRequestContext request) {
        boolean named = resource.getResourceMethod().isAnnotationPresent(Produces.class)
                || resource.getResourceClass().isAnnotationPresent(Produces.class);
        boolean answers = resource.getResourceMethod().getReturnType() != void.class;
        if (answers
                && !named
                && request.getAcceptableMediaTypes().stream()
                        .noneMatch(MediaType.APPLICATION_JSON_TYPE::isCompatible)) {
            throw new NotAcceptableException();
        }
    }
}
