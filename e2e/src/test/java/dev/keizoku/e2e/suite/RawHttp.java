package dev.keizoku.e2e.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes bytes to a port of the suite that no client would write, and reads what comes back until it is closed. */
public final class RawHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RawHttp() {}

    /**
     * Everything that came back.
     *
     * @param closed whether the other side ended the connection, as it has to when it cannot tell where a request ends
     * @param answered after how long the first byte came; when it ended without any
     * @param took until it ended
     */
    public record Heard(String text, boolean closed, Duration answered, Duration took) {

        /** How many requests were answered. */
        public int answers() {
            return text.split("HTTP/1\\.[01] [1-5][0-9][0-9] ", -1).length - 1;
        }

        /** The first answer. */
        public Answer answer(String request) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new AssertionError(request + " -> no answer, closed " + closed + " after " + took);
            }
            List<String> lines = text.substring(0, end).lines().toList();
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                int colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
            return new Answer(
                    request,
                    Integer.parseInt(lines.getFirst().substring(9, 12)),
                    HttpHeaders.of(headers, (name, value) -> true),
                    text.substring(end + 4));
        }
    }

    /** One write, whole. */
    public static Heard say(int port, byte[]... pieces) {
        return say(port, Duration.ZERO, pieces);
    }

    /** A pause after every piece, until they are all said or nobody listens any more. */
    public static Heard say(int port, Duration pause, byte[]... pieces) {
        long began = System.nanoTime();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        boolean closed = true;
        Duration answered = null;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            Thread speaker = Thread.startVirtualThread(() -> speak(socket, pause, pieces));
            InputStream in = socket.getInputStream();
            byte[] part = new byte[8192];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                answered = answered == null ? since(began) : answered;
                heard.write(part, 0, count);
            }
            speaker.interrupt();
        } catch (SocketTimeoutException stillOpen) {
            closed = false;
        } catch (IOException reset) {
            // What came before it counts.
        }
        Duration took = since(began);
        return new Heard(heard.toString(StandardCharsets.UTF_8), closed, answered == null ? took : answered, took);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void speak(Socket socket, Duration pause, byte[]... pieces) {
        try {
            OutputStream out = socket.getOutputStream();
            for (byte[] piece : pieces) {
                out.write(piece);
                out.flush();
                if (pause.isPositive()) {
                    Wait.lasts(pause);
                }
            }
        } catch (IOException closed) {
            // The answer says why.
        }
    }
}
