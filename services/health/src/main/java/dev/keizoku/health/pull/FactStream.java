package dev.keizoku.health.pull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The account facts of a day by themselves, as they were known at a time. */
@ApplicationScoped
public class FactStream {

    private final Upstream upstream;
    private final ObjectMapper mapper;
    private final String url;

    FactStream(
            Upstream upstream,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.subscriptions.url", defaultValue = "http://127.0.0.1:8081") String url) {
        this.upstream = upstream;
        this.mapper = mapper;
        this.url = url;
    }

    /**
     * Opens the stream, sorted by account.
     *
     * @throws UpstreamFailure when subscriptions cannot be read from
     */
    public <T> NdjsonReader<T> open(TenantId tenant, StreamSlice slice, Class<T> row) {
        try {
            return new NdjsonReader<>(
                    upstream.open("subscriptions", url, "/v1/account-facts", tenant, "internal", slice.query()),
                    mapper,
                    row);
        } catch (IOException broken) {
            throw new UpstreamFailure("subscriptions", "the stream broke off at its start", broken);
        }
    }
}
