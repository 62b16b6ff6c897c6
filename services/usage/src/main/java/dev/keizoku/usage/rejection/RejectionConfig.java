package dev.keizoku.usage.rejection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long refused events are kept, and how many. */
@ConfigMapping(prefix = "keizoku.rejections")
public interface RejectionConfig {

    /** After which they are forgotten. */
    @WithDefault("P30D")
    Duration kept();

    /** The most of one tenant; the oldest make room. */
    @WithDefault("10000")
    int mostPerTenant();
}
