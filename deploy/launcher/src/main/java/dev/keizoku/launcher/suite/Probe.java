package dev.keizoku.launcher.suite;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a service's management port whether it is ready. */
final class Probe {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 5_000;

    private Probe() {}

    static boolean isReady(int managementPort) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://" + Suite.LOOPBACK + ":" + managementPort + "/q/health/ready")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
