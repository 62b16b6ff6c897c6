package dev.keizoku.metrics;

import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A service under test whose feed a test can write. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
public @interface WithFeed {}
