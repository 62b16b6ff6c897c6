/** Subscriptions and their effective-dated changes: requests, files of them, storage. */
@NullMarked
package dev.keizoku.subscriptions.subscription;

import org.jspecify.annotations.NullMarked;
