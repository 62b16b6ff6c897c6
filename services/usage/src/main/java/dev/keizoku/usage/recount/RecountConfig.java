package dev.keizoku.usage.recount;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When and how much is counted again; a schedule can be {@code off}. */
@ConfigMapping(prefix = "keizoku.recount")
public interface RecountConfig {

    /** How many days a night are held against their events. */
    @WithDefault("5")
    int daysANight();

    /** How often it is looked whether this night's check is still to be done. */
    @WithDefault("1M")
    String checkEvery();

    /** How often it is looked whether a rebuild was asked for. */
    @WithDefault("2S")
    String rebuildEvery();
}
