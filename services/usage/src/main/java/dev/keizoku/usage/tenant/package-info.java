/** The short numbers that stand for tenants in the tables. */
@NullMarked
package dev.keizoku.usage.tenant;

import org.jspecify.annotations.NullMarked;
