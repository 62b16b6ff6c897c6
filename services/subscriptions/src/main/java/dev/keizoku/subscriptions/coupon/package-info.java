/** What can be taken off a subscription's price by a code. */
@NullMarked
package dev.keizoku.subscriptions.coupon;

import org.jspecify.annotations.NullMarked;
