package dev.keizoku.e2e.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load balancer that knows nothing of HTTP: gives each connection to the next process that says it is ready, and to another
 * one when that refuses it. What was sent on a connection is never sent again.
 */
public final class Switch implements AutoCloseable {

    private final List<Service> processes;
    private final AtomicInteger turn = new AtomicInteger();
    private final Relay relay;

    Switch(List<Service> processes) {
        this.processes = processes;
        this.relay = new Relay(this::connect, () -> {});
    }

    /** Sends one kind of request to one path, cheaply, through it. */
    public Wire wire(String key, String method, String path, String mediaType) {
        return new Wire(relay.port(), key, method, path, mediaType);
    }

    private Socket connect() throws IOException {
        IOException refused = new IOException("nobody is ready");
        int first = turn.getAndIncrement();
        for (int i = 0; i < processes.size(); i++) {
            Service process = processes.get((first + i) % processes.size());
            if (process.isReady()) {
                try {
                    return new Socket(InetAddress.getLoopbackAddress(), process.port());
                } catch (IOException closed) {
                    refused = closed;
                }
            }
        }
        throw refused;
    }

    @Override
    public void close() {
        relay.close();
    }
}
