package dev.keizoku.kernel;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Locale;
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

    /** Limits, by path prefix, of bodies that are worked through as they arrive: CSV and NDJSON. */
    Map<String, MemorySize> streamedBodies();

    /** Whether {@code /q/openapi} serves the service's own contract; the gateway serves the merged one instead. */
    @WithDefault("true")
    boolean ownContract();

    /** Whether bodies of a content type can be worked through as they arrive. */
    static boolean isStreamed(@Nullable String contentType) {
        String media =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("text/csv") || media.equals("application/x-ndjson") || media.equals("application/ndjson");
    }

    /** The limit that holds for a path and a content type, in bytes. */
    default long limitOf(@Nullable String path, @Nullable String contentType) {
        long limit = limitOf(path, largeBodies(), maxBody().asLongValue());
        return isStreamed(contentType) ? limitOf(path, streamedBodies(), limit) : limit;
    }

    private static long limitOf(@Nullable String path, Map<String, MemorySize> limits, long otherwise) {
        return limits.entrySet().stream()
                .filter(entry -> path != null && path.startsWith(entry.getKey()))
                .mapToLong(entry -> entry.getValue().asLongValue())
                .max()
                .orElse(otherwise);
    }
}
