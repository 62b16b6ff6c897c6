package dev.keizoku.kernel;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits on what a request may carry. */
@ConfigMapping(prefix = "keizoku.http")
public interface HttpConfig {

    /** The largest body, before and after decompression, of a path that has no limit of its own. */
    @WithDefault("1M")
    MemorySize maxBody();

    /** Larger limits, by path prefix. */
    Map<String, MemorySize> largeBodies();

    /** Whether {@code /q/openapi} serves the service's own contract; the gateway serves the merged one instead. */
    @WithDefault("true")
    boolean ownContract();

    /** The limit that holds for a path, in bytes. */
    default long limitOf(@Nullable String path) {
        if (path == null) {
            return maxBody().asLongValue();
        }
        return largeBodies().entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .mapToLong(entry -> entry.getValue().asLongValue())
                .max()
                .orElse(maxBody().asLongValue());
    }
}
