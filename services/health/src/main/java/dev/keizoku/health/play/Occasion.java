package dev.keizoku.health.play;

import dev.keizoku.health.play.book.PlaybookKey;

/**
 * Something other than a sign that a play is for. While it is there, the play stays; when it is over before anybody began
 * the play, the play goes.
 *
 * @param occurrence tells it from others of its playbook and account: a play opens once for it
 * @param opens whether a play may open for it now
 */
public record Occasion(PlaybookKey playbook, String occurrence, boolean opens) {

    /** What a play is known by among those of its account. */
    public String key() {
        return playbook.key() + "/" + occurrence;
    }
}
