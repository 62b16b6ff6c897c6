package dev.keizoku.health;

import io.quarkus.test.common.QuarkusTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Tells a {@code @QuarkusTest} where the services health reads from are; see {@link Upstreams}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@QuarkusTestResource(UpstreamPort.class)
public @interface WithUpstreams {}
