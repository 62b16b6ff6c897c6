/** Scores pushed into a CRM: what changed and nothing else, with an outcome for each record. */
@NullMarked
package dev.keizoku.gateway.crm.push;

import org.jspecify.annotations.NullMarked;
