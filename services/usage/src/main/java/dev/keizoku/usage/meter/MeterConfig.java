package dev.keizoku.usage.meter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one answer of a meter may read, when the counters of days do not tell. */
@ConfigMapping(prefix = "keizoku.meters")
public interface MeterConfig {

    /** Over how many days. */
    @WithDefault("92")
    int mostDays();

    /** How many events of the meter's names. */
    @WithDefault("2000000")
    long mostEvents();

    /** How many days the stream of all accounts looks back for what a gauge last said. */
    @WithDefault("92")
    int gaugeDays();
}
