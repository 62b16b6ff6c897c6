/** Tenants, and the copies of their records that every service is given. */
@NullMarked
package dev.keizoku.gateway.tenant;

import org.jspecify.annotations.NullMarked;
