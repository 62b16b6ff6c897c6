package dev.keizoku.metrics.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of the tenants' ledgers is kept in memory. */
@ConfigMapping(prefix = "keizoku.books")
interface BooksConfig {

    /** What part of the heap the books of all tenants may take; the book read longest ago goes first. */
    @WithDefault("50")
    int heapPercent();

    /** How often books that are missing are looked for. */
    @WithDefault("5S")
    String warmEvery();
}
