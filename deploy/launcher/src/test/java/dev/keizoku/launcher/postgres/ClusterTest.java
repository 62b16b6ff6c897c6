package dev.keizoku.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.home.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    @TempDir
    private Path directory;

    @Test
    void keepsItsDataDurablyAcrossARestartAndACrash() throws Exception {
        Home home = new Home(directory).prepare();
        Secrets secrets = new Secrets(home.secrets());
        int port = freePort();
        Cluster cluster = new Cluster(home, port, secrets, Binaries.unpack(home.binaries()));

        cluster.prepare();
        Process first = cluster.start();
        awaitReady(cluster);
        try (Databases databases = Databases.connect(port, secrets.get(Cluster.SUPERUSER_SECRET))) {
            databases.ensure("usage", secrets.get("db-usage"));
            databases.ensure("usage", secrets.get("db-usage"));
            databases.ensure("health", secrets.get("db-health"));
        }
        try (Connection usage = connect(port, "usage", "usage", secrets);
                Statement statement = usage.createStatement()) {
            assertThat(ask(statement, "show fsync")).isEqualTo("on");
            assertThat(ask(statement, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(statement, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(statement, "show data_checksums")).isEqualTo("on");
            assertThat(ask(statement, "show server_version")).startsWith("18.");
            statement.execute("create table kept (value text)");
            statement.execute("insert into kept values ('before the crash')");
        }
        assertThat(new Pids(home).findPostgres()).map(ProcessHandle::pid).contains(first.pid());
        first.destroyForcibly().waitFor();

        cluster.prepare();
        Process second = startAgain(cluster);
        try (Connection usage = connect(port, "usage", "usage", secrets);
                Statement statement = usage.createStatement()) {
            assertThat(ask(statement, "select value from kept")).isEqualTo("before the crash");
        }
        assertThatThrownBy(() -> connect(port, "health", "usage", secrets))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");

        Cluster.stop(home);
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        assertThat(new Pids(home).findPostgres()).isEmpty();
    }

    @Test
    void namesTheArchiveOfEverySupportedMachine() {
        assertThat(Binaries.archive("Linux", "amd64")).isEqualTo("/postgres-linux-x86_64.txz");
        assertThat(Binaries.archive("Linux", "aarch64")).isEqualTo("/postgres-linux-arm_64.txz");
        assertThat(Binaries.archive("Mac OS X", "aarch64")).isEqualTo("/postgres-darwin-arm_64.txz");
    }

    /** The killed server's memory can still be held for a moment; the supervisor retries just like this. */
    private static Process startAgain(Cluster cluster) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            Process process = cluster.start();
            while (process.isAlive()) {
                if (cluster.isReady()) {
                    return process;
                }
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
            assertThat(System.nanoTime()).as("started in time").isLessThan(deadline);
        }
    }

    static void awaitReady(Cluster cluster) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!cluster.isReady()) {
            assertThat(System.nanoTime()).as("ready in time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    static Connection connect(int port, String database, String role, Secrets secrets) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, role, secrets.get("db-" + role));
    }

    private static String ask(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
