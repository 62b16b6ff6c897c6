package dev.keizoku.gateway.digest;

import java.util.List;

/** What people read of a message. */
record ChatText(String title, List<Part> parts) {

    ChatText {
        parts = List.copyOf(parts);
    }

    /** Some lines, and what they are about; empty where the title says it. */
    record Part(String heading, List<String> lines) {

        Part {
            lines = List.copyOf(lines);
        }
    }
}
