/** Playbooks: the steps, times and messages of a tenant's plays. */
@NullMarked
package dev.keizoku.health.play.book;

import org.jspecify.annotations.NullMarked;
