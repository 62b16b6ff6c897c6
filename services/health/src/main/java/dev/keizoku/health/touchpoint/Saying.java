package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.TextLabels;
import dev.keizoku.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who said what.
 *
 * @param person who: the requester, writer, respondent or attendee
 * @param labels what the sender says the text means; it wins over what we read in it
 */
public record Saying(@Nullable UserId person, @Nullable String text, TextLabels labels) {

    static final Saying NOTHING = new Saying(null, null, TextLabels.NONE);
}
