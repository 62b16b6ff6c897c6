package dev.keizoku.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One embedded PostgreSQL 18 for all tests of a module; every start of the application gets an empty database. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    /** Shared by every test token and the service under test. */
    public static final String TOKEN_SECRET = "a-secret-for-tests-only-0123456789-abcdef";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable StatementCuts cuts;

    @Override
    public Map<String, String> start() {
        EmbeddedPostgres server = server();
        String database = "test" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database + " template template0 encoding 'UTF8' locale 'C'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return Map.of(
                "keizoku.db.host", "127.0.0.1:" + cuts().port(),
                "keizoku.db.name", database,
                "keizoku.db.user", "postgres",
                "keizoku.db.password", "postgres",
                "keizoku.token.secret", TOKEN_SECRET,
                "keizoku.log.json", "false",
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0");
    }

    /** The server itself, for tests that look into it or stop it. */
    public static synchronized EmbeddedPostgres server() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "120")
                        .setServerConfig("shared_buffers", "128MB")
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return postgres;
    }

    /** What the service under test speaks to the server through. */
    static synchronized StatementCuts cuts() {
        if (cuts == null) {
            cuts = new StatementCuts(server().getPort());
        }
        return cuts;
    }

    @Override
    public void stop() {
        // The server stops with the JVM: starting one per application would cost seconds each.
    }
}
