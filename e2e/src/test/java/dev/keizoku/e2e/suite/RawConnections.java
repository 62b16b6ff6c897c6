package dev.keizoku.e2e.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections to the gateway that say something, or nothing, and then wait. */
public final class RawConnections implements AutoCloseable {

    private static final Duration CLOSED = Duration.ofSeconds(10);

    private final int port;
    private final List<SocketChannel> channels = new ArrayList<>();

    public RawConnections(int port) {
        this.port = port;
    }

    public int size() {
        return channels.size();
    }

    /** Opens connections that begin with a text. */
    public void open(int count, String beginning) {
        byte[] bytes = beginning.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            try {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channels.add(channel);
                channel.write(ByteBuffer.wrap(bytes));
                channel.configureBlocking(false);
            } catch (IOException refused) {
                throw new UncheckedIOException("connection " + channels.size(), refused);
            }
        }
    }

    /** How many the other side has closed; waits until there is one. */
    public int closedByTheOther() {
        return Wait.passes(CLOSED, () -> {
            int closed =
                    (int) channels.stream().filter(RawConnections::isClosed).count();
            if (closed == 0) {
                throw new AssertionError("no connection was closed");
            }
            return closed;
        });
    }

    private static boolean isClosed(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // It has nothing to say any more.
            }
        }
    }
}
