package dev.keizoku.gateway.export;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How exports are made and for how long they are kept. */
@ConfigMapping(prefix = "keizoku.exports")
interface ExportConfig {

    /** How many are made at a time, by each replica. */
    @WithDefault("2")
    int workers();

    /** How many a tenant may have that are not finished. */
    @WithDefault("10")
    int unfinished();

    /** How soon one is seen that another replica took on or left. */
    @WithDefault("2S")
    Duration poll();

    /** How long the content is kept. */
    @WithDefault("24H")
    Duration keep();

    /** How long one is still told of after that. */
    @WithDefault("7D")
    Duration remember();

    /** How long a worker may be silent before another takes over. */
    @WithDefault("2M")
    Duration lease();

    /** What one may come to before it is compressed. */
    @WithDefault("2G")
    MemorySize largest();

    /** What a part for Salesforce may come to, in bytes: 150 MB, of which it takes no more. */
    @WithDefault("150000000")
    long salesforcePart();
}
