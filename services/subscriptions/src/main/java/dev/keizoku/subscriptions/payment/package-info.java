/** Service periods read out of a log of payments, for tenants whose only record of subscriptions is who paid when. */
@NullMarked
package dev.keizoku.subscriptions.payment;

import org.jspecify.annotations.NullMarked;
