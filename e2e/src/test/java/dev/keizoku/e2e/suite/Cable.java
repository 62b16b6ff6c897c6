package dev.keizoku.e2e.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** The network between the services and PostgreSQL, which can fall silent or break. */
public final class Cable implements AutoCloseable {

    private final int database;
    private final Relay relay;
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private volatile boolean broken;

    Cable(int database) {
        this.database = database;
        this.relay = new Relay(this::connect, this::pass);
    }

    int port() {
        return relay.port();
    }

    /** Connections stay open and new ones are taken, but nothing arrives until it is mended; then all of it does. */
    public void fallSilent() {
        silence = new CountDownLatch(1);
    }

    /** Every connection is reset, and none is made until it is mended. */
    public void breakDown() {
        broken = true;
        relay.reset();
    }

    public void mend() {
        broken = false;
        silence.countDown();
    }

    private Socket connect() throws IOException {
        check();
        return new Socket(InetAddress.getLoopbackAddress(), database);
    }

    private void pass() throws IOException, InterruptedException {
        silence.await();
        check();
    }

    private void check() throws IOException {
        if (broken) {
            throw new IOException("broken");
        }
    }

    @Override
    public void close() {
        mend();
        relay.close();
    }
}
