package dev.keizoku.launcher.postgres;

import dev.keizoku.launcher.home.Secrets;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Who owns a service's audit trail: its own role while it migrates, and from then on a role nobody logs in with, so that
 * the service can add entries and do nothing else to them.
 */
public final class Trails {
    private final int port;
    private final Secrets secrets;
    private final Path scripts;

    /** @param scripts the directory that has {@code audit-owner.sql} and {@code audit-migrating.sql} */
    public Trails(int port, Secrets secrets, Path scripts) {
        this.port = port;
        this.secrets = secrets;
        this.scripts = scripts;
    }

    /** Lets the service that is about to start migrate its trail; nothing happens where there is none yet. */
    public void letMigrate(String database) {
        run(database, "audit-migrating.sql");
    }

    /** Takes the trail away from the service that has migrated it; again and again, if need be. */
    public void keep(String database) {
        run(database, "audit-owner.sql");
    }

    private void run(String database, String script) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=5&socketTimeout=60",
                        Cluster.SUPERUSER,
                        secrets.get(Cluster.SUPERUSER_SECRET));
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(scripts.resolve(script)));
        } catch (IOException | SQLException e) {
            throw new Refusal(script + " does not run in the database " + database + ": " + e.getMessage(), e);
        }
    }
}
