/** What a CRM needs of the suite in one place: its own ids, its own field names, and one call to say what it knows. */
@NullMarked
package dev.keizoku.gateway.crm;

import org.jspecify.annotations.NullMarked;
