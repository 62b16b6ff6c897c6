package dev.keizoku.gateway.people;

import dev.keizoku.gateway.network.Network;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleResponse;
import org.jspecify.annotations.Nullable;

/**
 * Gets the documents of identity providers, whose addresses tenants write: by https, from public addresses, without
 * following a redirect, and not for long. The machine remembers a name's addresses for half a minute, so that those
 * checked here are those connected to.
 */
@Singleton
class ProviderDocuments {

    private static final int MOST_BYTES = 512 * 1024;

    private final PeopleConfig config;
    private final Set<String> inside;
    private final HttpClient client;

    ProviderDocuments(PeopleConfig config) {
        this.config = config;
        this.inside = config.insideHosts().orElse(Set.of());
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout())
                .build();
    }

    /** What is wrong with an address; null when nothing is. Names are not looked up. */
    @Nullable String objection(String address) {
        try {
            URI uri = URI.create(address);
            String host = uri.getHost();
            if (host == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getFragment() != null) {
                return "Expected https://HOST/PATH without a user, query or fragment.";
            }
            boolean safe = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && inside.contains(host);
            return safe ? null : "Expected an https address.";
        } catch (IllegalArgumentException unreadable) {
            return "Expected an https address.";
        }
    }

    /** Says nothing of how long the answer may be kept: that is ours to decide. */
    SimpleResponse get(String address) throws IOException {
        String objection = objection(address);
        if (objection != null) {
            throw new IOException(objection);
        }
        URI uri = URI.create(address);
        checkAddresses(uri.getHost());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(config.timeout())
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> underWay =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> answer = underWay.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode());
            }
            return new Response(
                    200, "OK", Map.<String, List<String>>of(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException | ExecutionException failure) {
            underWay.cancel(true);
            throw new IOException(failure);
        } catch (InterruptedException stopping) {
            underWay.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException(stopping);
        }
    }

    private void checkAddresses(String host) throws IOException {
        if (inside.contains(host)) {
            return;
        }
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (!Network.isPublic(address)) {
                throw new IOException("not a public address");
            }
        }
    }
}
