/**
 * The sixty-two cases of {@code docs/metrics.md} that are easy to get wrong, told to the subscriptions of the running suite
 * and asked of its metrics.
 */
package dev.keizoku.e2e.story.cases;
