/** What a CRM knows better: owners, renewal dates and what became of offers, each handed to the service that owns it. */
@NullMarked
package dev.keizoku.gateway.crm.inbound;

import org.jspecify.annotations.NullMarked;
