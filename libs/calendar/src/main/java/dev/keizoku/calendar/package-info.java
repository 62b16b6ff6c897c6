/** Which days a tenant works on, the same for every service that counts them. */
@NullMarked
package dev.keizoku.calendar;

import org.jspecify.annotations.NullMarked;
