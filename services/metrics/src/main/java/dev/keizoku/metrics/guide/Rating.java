package dev.keizoku.metrics.guide;

import java.util.Locale;

/** How a figure does by a guide value. */
public enum Rating {
    BELOW,
    OK,
    EXCELLENT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
