package dev.keizoku.kernel;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the database answers, asked over a connection of its own.
 *
 * <p>The stock check borrows from the pool and so turns red when the pool is merely busy, which takes a loaded replica
 * out of rotation just when it is needed.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {

    private static final long CACHED_NANOS = 2_000_000_000L;

    private final String url;
    private final Properties properties = new Properties();
    private boolean up;
    private long askedAt = System.nanoTime() - CACHED_NANOS;

    DatabaseReadiness(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.url = url;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "1");
        properties.setProperty("loginTimeout", "1");
    }

    @Override
    public synchronized HealthCheckResponse call() {
        if (System.nanoTime() - askedAt >= CACHED_NANOS) {
            up = answers();
            askedAt = System.nanoTime();
        }
        return HealthCheckResponse.named("database").status(up).build();
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(bare(url), properties)) {
            return connection.isValid(1);
        } catch (SQLException away) {
            return false;
        }
    }

    /** Parameters of the URL would win over ours. */
    private static String bare(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
