package dev.keizoku.e2e.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Joins each connection to one elsewhere, and knows nothing of what is said on it. */
final class Relay implements AutoCloseable {

    private final Target target;
    private final Gate gate;
    private final ServerSocket door;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Collection<Socket> open = new ConcurrentLinkedQueue<>();

    /** Where connections go to. */
    interface Target {

        Socket connect() throws IOException;
    }

    /** Passes what has come when it may go on. */
    interface Gate {

        void pass() throws IOException, InterruptedException;
    }

    Relay(Target target, Gate gate) {
        this.target = target;
        this.gate = gate;
        try {
            door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        workers.submit(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Resets every connection. */
    void reset() {
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException alreadyGone) {
                // It is ended below like the others.
            }
            end(socket);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                workers.submit(() -> join(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try {
            Socket process = target.connect();
            open.add(process);
            client.setTcpNoDelay(true);
            process.setTcpNoDelay(true);
            workers.submit(() -> pump(process, client));
            pump(client, process);
        } catch (IOException nobody) {
            end(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] part = new byte[16 * 1024];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                gate.pass();
                out.write(part, 0, count);
            }
        } catch (IOException broken) {
            // The other side learns of it below.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nobody waits for it.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException alreadyGone) {
            // Nobody waits for it.
        }
        open.forEach(this::end);
        workers.close();
    }
}
