/** What a draft of a scorecard would do to all accounts, before it is published. */
@NullMarked
package dev.keizoku.health.preview;

import org.jspecify.annotations.NullMarked;
