/** What the services' tests share: a real PostgreSQL, a clock that moves, and checks against the contracts. */
@NullMarked
package dev.keizoku.testkit;

import org.jspecify.annotations.NullMarked;
