/** The churn model a tenant's own history teaches: observing, training, trying, and answering with reasons. */
@NullMarked
package dev.keizoku.health.model;

import org.jspecify.annotations.NullMarked;
