/** How each CRM takes a batch of records, what it says of each, and what it asks of whoever sends. */
@NullMarked
package dev.keizoku.gateway.crm.push.connector;

import org.jspecify.annotations.NullMarked;
