/** The pure heart of the service: the legal moves of a subscription, and folding its changes into a timeline. */
@NullMarked
package dev.keizoku.subscriptions.timeline;

import org.jspecify.annotations.NullMarked;
