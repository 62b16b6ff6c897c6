package dev.keizoku.gateway.webhook;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the addresses of a name. */
@FunctionalInterface
interface Resolver {

    List<InetAddress> resolve(String name) throws UnknownHostException;

    /** The resolver of the machine. */
    @Singleton
    final class OfMachine {

        private static final int SECONDS = 4;

        /** A look-up holds its thread, and must not hold one that others wait for. */
        private final ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("resolver-", 0).factory());

        @Produces
        @Singleton
        @DefaultBean
        Resolver resolver() {
            return this::look;
        }

        private List<InetAddress> look(String name) throws UnknownHostException {
            Future<List<InetAddress>> found = threads.submit(() -> List.of(InetAddress.getAllByName(name)));
            try {
                return found.get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException none) {
                throw new UnknownHostException(name);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException(name);
            }
        }
    }
}
