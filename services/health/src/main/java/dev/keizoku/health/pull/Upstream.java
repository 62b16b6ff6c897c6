package dev.keizoku.health.pull;

import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Traces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of other services.
 *
 * <p>On {@link HttpURLConnection} because it bounds the wait for every read: java.net.http gives up on a server that
 * does not begin to answer, but waits for ever on one that falls silent half-way.
 */
@Singleton
final class Upstream {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(60);

    private final InternalTokens tokens;
    private final Traces traces;

    Upstream(InternalTokens tokens, Traces traces) {
        this.tokens = tokens;
        this.traces = traces;
    }

    InputStream open(
            String service,
            String base,
            String path,
            TenantId tenant,
            String scope,
            Map<String, @Nullable String> query) {
        try {
            URI uri = URI.create(base + path + query(query));
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) READ.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Authorization", "Bearer " + tokens.sign(tenant, "health", Set.of(scope)));
            traces.headers().forEach(connection::setRequestProperty);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                connection.disconnect();
                throw new UpstreamFailure(service, path, status);
            }
            return connection.getInputStream();
        } catch (IOException unreachable) {
            throw new UpstreamFailure(service, service + " cannot be reached", unreachable);
        }
    }

    private static String query(Map<String, @Nullable String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> {
            if (value != null) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return query.toString();
    }
}
