package dev.keizoku.e2e.suite;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Sends bodies to the gateway over as many connections as are needed at a time, and keeps them. It does no more than that,
 * so that on one machine a load costs far less than what it asks for.
 */
public final class Wire implements AutoCloseable {

    private static final int ANSWER_MILLIS = 30_000;

    /** Less than the gateway lets a connection idle. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final int port;
    private final String head;
    private final String request;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    Wire(int port, String key, String method, String path, String mediaType) {
        this.port = port;
        this.request = method + " " + path;
        this.head = request + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\nContent-Type: "
                + mediaType + "\r\nContent-Length: ";
    }

    /**
     * Sends a body and waits for the answer.
     *
     * @throws UncheckedIOException when the connection ends without one
     */
    public Answer send(byte[] body) {
        try {
            Connection connection = idle();
            try {
                return exchange(connection, body);
            } catch (IOException broken) {
                connection.end();
                throw broken;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The one used last, or a new one when the gateway may be about to close that. */
    private Connection idle() throws IOException {
        Connection kept = idle.pollFirst();
        if (kept != null && kept.isFresh()) {
            return kept;
        }
        if (kept != null) {
            kept.end();
        }
        return new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private Answer exchange(Connection connection, byte[] body) throws IOException {
        connection.out.write((head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        connection.out.write(body);
        Answer answer = connection.answer(request);
        if (answer.header("Connection").equalsIgnoreCase("close")) {
            connection.end();
        } else {
            connection.usedAt = System.nanoTime();
            idle.addFirst(connection);
        }
        return answer;
    }

    @Override
    public void close() {
        idle.forEach(Connection::end);
    }

    private static final class Connection {

        private final Socket socket;
        private final OutputStream out;
        private final InputStream in;
        private long usedAt = System.nanoTime();

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_MILLIS);
            out = socket.getOutputStream();
            in = new BufferedInputStream(socket.getInputStream());
        }

        boolean isFresh() {
            return System.nanoTime() - usedAt < FRESH.toNanos();
        }

        void end() {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // Nobody waits for it.
            }
        }

        Answer answer(String request) throws IOException {
            int status = Integer.parseInt(line().split(" ", -1)[1]);
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon),
                        List.of(header.substring(colon + 1).strip()));
            }
            boolean chunked = headers.containsKey("Transfer-Encoding");
            int length = Integer.parseInt(
                    headers.getOrDefault("Content-Length", List.of("0")).getFirst());
            byte[] body = chunked ? chunks() : exactly(length);
            return new Answer(
                    request,
                    status,
                    HttpHeaders.of(headers, (name, value) -> true),
                    new String(body, StandardCharsets.UTF_8));
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = size(); size > 0; size = size()) {
                body.writeBytes(exactly(size));
                line();
            }
            line();
            return body.toByteArray();
        }

        private int size() throws IOException {
            return Integer.parseInt(line().strip(), 16);
        }

        private byte[] exactly(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("The answer ended early.");
            }
            return bytes;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("The connection was closed.");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }
    }
}
