package dev.keizoku.gateway.upstream;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Where the processes of one service are. Each has its turn; one that refused a connection, did not answer in time or said
 * that it leaves is asked after all others, until it has rested.
 */
final class Addresses {

    private static final long REST_NANOS = 1_000_000_000;

    private final List<Address> all;
    private final LongSupplier nanoTime;
    private final AtomicInteger turn = new AtomicInteger();

    Addresses(List<URI> locations, LongSupplier nanoTime) {
        if (locations.isEmpty()) {
            throw new IllegalArgumentException("A service has an address at least.");
        }
        this.nanoTime = nanoTime;
        this.all = locations.stream()
                .map(location -> new Address(location, new AtomicLong(nanoTime.getAsLong())))
                .toList();
    }

    /** One process. */
    record Address(URI location, AtomicLong restedAt) {

        RequestOptions ask(RequestOptions request) {
            return request.setHost(location.getHost()).setPort(port()).setSsl(isTls());
        }

        private boolean isTls() {
            return "https".equals(location.getScheme());
        }

        private int port() {
            return location.getPort() >= 0 ? location.getPort() : isTls() ? 443 : 80;
        }

        private boolean isOf(HttpClientRequest request) {
            return request.getPort() == port() && location.getHost().equals(request.getHost());
        }
    }

    /** Each once, whose turn it is first. */
    List<Address> inTurn() {
        if (all.size() == 1) {
            return all;
        }
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        List<Address> turns = Stream.concat(all.subList(first, all.size()).stream(), all.subList(0, first).stream())
                .toList();
        long now = nanoTime.getAsLong();
        return Stream.concat(
                        turns.stream().filter(address -> !rests(address, now)),
                        turns.stream().filter(address -> rests(address, now)))
                .toList();
    }

    void rest(Address address) {
        address.restedAt().set(nanoTime.getAsLong() + REST_NANOS);
    }

    /** Lets the process rest that a request went to. */
    void rest(HttpClientRequest request) {
        all.stream().filter(address -> address.isOf(request)).forEach(this::rest);
    }

    private static boolean rests(Address address, long now) {
        return address.restedAt().get() - now > 0;
    }
}
