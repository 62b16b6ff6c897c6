/** Scores under the names a CRM has for its fields, and the definitions to make these fields there. */
@NullMarked
package dev.keizoku.gateway.crm.profile;

import org.jspecify.annotations.NullMarked;
