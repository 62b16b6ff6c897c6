/** Takes out what should not be there: wrong events, and the personal data of users. The identity of an event stays. */
@NullMarked
package dev.keizoku.usage.correction;

import org.jspecify.annotations.NullMarked;
