package dev.keizoku.launcher.postgres;

import dev.keizoku.launcher.terminal.Refusal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** One database and one role per service; a role can reach its own database only. */
public final class Databases implements AutoCloseable {
    private final Connection connection;

    private Databases(Connection connection) {
        this.connection = connection;
    }

    public static Databases connect(int port, String superuserPassword) {
        try {
            return new Databases(DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=5&socketTimeout=60",
                    Cluster.SUPERUSER,
                    superuserPassword));
        } catch (SQLException e) {
            throw new Refusal("PostgreSQL does not let me in on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Makes role and database of that name where they are missing, and sets the role's password. */
    public void ensure(String name, String password) {
        try (Statement statement = connection.createStatement()) {
            String identifier = statement.enquoteIdentifier(name, true);
            if (!exists("select 1 from pg_roles where rolname = ?", name)) {
                statement.execute("create role " + identifier + " login");
            }
            // The driver sends a hash, so the password is in no log of the server.
            connection.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
            if (!exists("select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database " + identifier + " owner " + identifier);
                statement.execute("revoke connect, temporary on database " + identifier + " from public");
            }
        } catch (SQLException e) {
            throw new Refusal("PostgreSQL cannot make the database " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new Refusal("PostgreSQL did not close a connection: " + e.getMessage(), e);
        }
    }

    private boolean exists(String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }
}
