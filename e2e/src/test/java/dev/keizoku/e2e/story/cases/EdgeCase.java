package dev.keizoku.e2e.story.cases;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The numbers of the cases a story tells, as {@code docs/metrics.md} counts them. The stories of one class are told at
 * once: most of their time they wait.
 */
@Execution(ExecutionMode.CONCURRENT)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface EdgeCase {

    int[] value();
}
