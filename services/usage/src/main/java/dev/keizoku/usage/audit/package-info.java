/** Who did what to a tenant's events and users. Entries are written with what they tell of, and only ever read again. */
@NullMarked
package dev.keizoku.usage.audit;

import org.jspecify.annotations.NullMarked;
