package dev.keizoku.usage.segment;

import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.person.Told;

/** What one message of the protocol comes to. */
sealed interface Call {

    /** Something happened, or was meant to have: a refused one is as far as it goes. */
    record Happened(Decoded event) implements Call {}

    /** Something is said of a user. */
    record Said(Told told) implements Call {}
}
