package dev.keizoku.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the service under test and PostgreSQL and cuts the connection before the n-th statement of a request
 * is carried out, {@code begin} and {@code commit} among them. A connection belongs to the request from the message that
 * names the request's mark on.
 */
public final class StatementCuts {

    private static final int PROTOCOL = 3 << 16;
    private static final int HEAD = Integer.BYTES;

    private final ServerSocket door;
    private final int server;
    private volatile @Nullable Cut armed;

    /** The statement that is not carried out, and how many have been. */
    private static final class Cut {
        private final byte[] mark;
        private final int nth;
        private int seen;

        Cut(String mark, int nth) {
            this.mark = mark.getBytes(StandardCharsets.UTF_8);
            this.nth = nth;
        }

        synchronized boolean comesNow() {
            return ++seen == nth;
        }

        synchronized boolean came() {
            return seen >= nth;
        }

        boolean isNamedIn(byte[] message) {
            for (int start = 0; start + mark.length <= message.length; start++) {
                int same = 0;
                while (same < mark.length && message[start + same] == mark[same]) {
                    same++;
                }
                if (same == mark.length) {
                    return true;
                }
            }
            return false;
        }
    }

    StatementCuts(int server) {
        this.server = server;
        try {
            this.door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on the n-th statement of the request that names the mark is cut. */
    void arm(String mark, int nth) {
        armed = new Cut(mark, nth);
    }

    /** Cuts nothing more; whether there was an n-th statement. */
    boolean disarm() {
        Cut cut = armed;
        armed = null;
        return cut != null && cut.came();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Who comes while the server is away is turned away, as by the server itself. */
    private void connect(Socket client) {
        try (client;
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> forward(client, behind));
            behind.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException away) {
            // Either side has gone, and closing both is all there is to do.
        }
    }

    private void forward(Socket from, Socket to) {
        try (from;
                to;
                DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to.getOutputStream()))) {
            greet(in, out);
            Cut counted = null;
            while (true) {
                byte type = in.readByte();
                byte[] message = new byte[in.readInt() - HEAD];
                in.readFully(message);
                Cut cut = armed;
                if (cut != null && cut != counted && cut.isNamedIn(message)) {
                    counted = cut;
                }
                if (cut != null && cut == counted && (type == 'E' || type == 'Q') && cut.comesNow()) {
                    return;
                }
                out.writeByte(type);
                out.writeInt(message.length + HEAD);
                out.write(message);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException ended) {
            // As above.
        }
    }

    /** Passes on what comes before messages have a type: questions about encryption, and the start. */
    private static void greet(DataInputStream in, DataOutputStream out) throws IOException {
        int protocol;
        do {
            byte[] message = new byte[in.readInt() - 2 * HEAD];
            protocol = in.readInt();
            in.readFully(message);
            out.writeInt(message.length + 2 * HEAD);
            out.writeInt(protocol);
            out.write(message);
            out.flush();
        } while (protocol >>> 16 != PROTOCOL >>> 16);
    }
}
