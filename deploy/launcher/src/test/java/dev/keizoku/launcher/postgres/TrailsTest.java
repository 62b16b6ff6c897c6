package dev.keizoku.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail as a service's own role finds it before, while and after it migrates. */
class TrailsTest {
    private static final Path CHECKOUT = Path.of("../..");
    private static final Path MIGRATIONS = CHECKOUT.resolve("libs/kernel/src/main/resources/db/kernel");
    private static final List<String> MIGRATED = List.of("V0_4__audit_trail.sql", "V0_10__audit_seals.sql");
    private static final List<String> REFUSED = List.of(
            "update audit_trail set actor = 'x'",
            "delete from audit_trail",
            "truncate audit_trail",
            "alter table audit_trail disable trigger all",
            "drop table audit_trail",
            "update audit_seal set hash = ''",
            "delete from audit_seal",
            "alter table audit_seal disable trigger all",
            "create or replace function refuse_change_of_trail() returns trigger language sql as ''",
            "drop schema public cascade");

    @TempDir
    private Path directory;

    private int port;
    private Secrets secrets;

    @Test
    void areAddedToAndNothingElseExceptByAMigration() throws Exception {
        Home home = new Home(directory).prepare();
        secrets = new Secrets(home.secrets());
        port = ClusterTest.freePort();
        Cluster cluster = new Cluster(home, port, secrets, Binaries.unpack(home.binaries()));
        cluster.prepare();
        cluster.start();
        ClusterTest.awaitReady(cluster);
        try (Databases databases = Databases.connect(port, secrets.get(Cluster.SUPERUSER_SECRET))) {
            databases.ensure("usage", secrets.get("db-usage"));
        }
        Trails trails = new Trails(port, secrets, CHECKOUT.resolve("deploy"));

        trails.letMigrate("usage");
        trails.keep("usage");
        asTheService("create table flyway_schema_history (script text)");
        for (String migration : MIGRATED) {
            asTheService(Files.readString(MIGRATIONS.resolve(migration)));
        }
        trails.keep("usage");
        isAddedToAndNothingElse();

        trails.letMigrate("usage");
        asTheService("create index audit_trail_of_actor on audit_trail (tenant, actor)");
        asTheService("alter table audit_trail add column reason text");
        asTheService("create table audit_entry (id bigint generated always as identity primary key, detail text)");
        trails.keep("usage");
        trails.keep("usage");
        isAddedToAndNothingElse();
        isRefused("delete from audit_entry");
        Cluster.stop(home);
    }

    private void isAddedToAndNothingElse() throws SQLException {
        asTheService("insert into audit_trail (at, tenant, actor, action, detail) values (now(), 't', 'a', 'x', '{}')");
        asTheService(
                "insert into audit_seal select 't', coalesce(max(number), 0) + 1, 0, 1, 1, '', now() from audit_seal");
        asTheService("create temporary table stage (value text)");
        asTheService("create table if not exists own (value text)");
        REFUSED.forEach(this::isRefused);
    }

    private void isRefused(String statement) {
        assertThatThrownBy(() -> asTheService(statement))
                .as(statement)
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    private void asTheService(String sql) throws SQLException {
        try (Connection connection = ClusterTest.connect(port, "usage", "usage", secrets);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
