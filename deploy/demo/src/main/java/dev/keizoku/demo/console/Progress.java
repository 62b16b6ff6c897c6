package dev.keizoku.demo.console;

import java.util.Locale;

/** Where a running step tells how far it is. */
@FunctionalInterface
public interface Progress {

    /** Shows a few words, often overwritten by the next. */
    void at(String words);

    /** Shows a count of something. */
    default void at(long done, long total, String unit) {
        at(
                total > 0
                        ? String.format(Locale.ROOT, "%,d of %,d %s", done, total, unit)
                        : String.format(Locale.ROOT, "%,d %s", done, unit));
    }
}
