package dev.keizoku.health.pull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
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
     * One account at the end of a day; empty when subscriptions does not know it.
     *
     * @throws UpstreamFailure when subscriptions cannot be read from
     */
    public Optional<AccountFact> account(TenantId tenant, AccountId account, LocalDate day, Instant knownAt) {
        // No id lies between this one and itself with a space behind.
        StreamSlice slice = new StreamSlice(day, knownAt, account.value(), null, account.value() + " ");
        try (NdjsonReader<AccountFact> rows = open(tenant, slice, AccountFact.class)) {
            while (rows.hasNext()) {
                AccountFact fact = rows.next();
                if (fact.accountId().equals(account.value())) {
                    return Optional.of(fact);
                }
            }
            return Optional.empty();
        } catch (NdjsonReader.TruncatedStream | IOException broken) {
            throw new UpstreamFailure("subscriptions", "the stream broke off", broken);
        }
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
