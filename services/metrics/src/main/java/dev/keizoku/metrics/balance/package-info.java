/** What each account is worth on a day, as a stream for those who score accounts. */
@NullMarked
package dev.keizoku.metrics.balance;

import org.jspecify.annotations.NullMarked;
