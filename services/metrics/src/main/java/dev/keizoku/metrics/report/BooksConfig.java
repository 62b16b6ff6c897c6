package dev.keizoku.metrics.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of the tenants' ledgers is kept in memory. */
@ConfigMapping(prefix = "keizoku.books")
interface BooksConfig {

    /** Balance changes over all tenants, at some 80 bytes each; the book read longest ago goes first. */
    @WithDefault("1500000")
    long maxPoints();

    /** How often books that are missing are looked for. */
    @WithDefault("5S")
    String warmEvery();
}
