/** What people read: chosen events and the digest of the day, in the form of Slack and of Chatwork. */
@NullMarked
package dev.keizoku.gateway.digest;

import org.jspecify.annotations.NullMarked;
