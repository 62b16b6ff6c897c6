/** What of the accounts' health somebody outside may want to be told of, found in what a run changes. */
@NullMarked
package dev.keizoku.health.notice;

import org.jspecify.annotations.NullMarked;
