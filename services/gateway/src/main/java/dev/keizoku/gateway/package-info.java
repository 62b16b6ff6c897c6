/**
 * The one door of the suite.
 *
 * <p>Owns tenants, API keys, the public document and the composed view of an account. Does not own any fact about a
 * customer: it authenticates, routes and composes, and knows no business rule.
 */
@NullMarked
package dev.keizoku.gateway;

import org.jspecify.annotations.NullMarked;
