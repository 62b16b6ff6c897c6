/** What a team looks at, or sends, once a month: the use of an account, who could be a champion, what is asked for. */
@NullMarked
package dev.keizoku.health.report;

import org.jspecify.annotations.NullMarked;
