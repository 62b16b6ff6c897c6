/** What people who know more set over the scores of accounts, with a reason and an end. */
@NullMarked
package dev.keizoku.health.override;

import org.jspecify.annotations.NullMarked;
