package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Page;
import dev.keizoku.e2e.suite.Repository;
import dev.keizoku.e2e.suite.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody clones the repository and types the callers' pages from their first line to their last, {@code ./keizoku up}
 * among it. It builds everything anew and takes the ports 8080 to 8085, so it runs only when it is asked for.
 */
@EnabledIfSystemProperty(named = "keizoku.clone", matches = "true")
class CleanCloneStoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String TYPESCRIPT = "clients/typescript/README.md";

    @TempDir
    private Path parent;

    @Test
    void everyPageIsTypedFromACleanClone() throws IOException, SQLException {
        Shell here = new Shell(parent, Map.of());
        here.type(PATIENCE, "git clone -q '" + Repository.root() + "' keizoku && mkdir my-app")
                .ok();
        Path clone = parent.resolve("keizoku");
        try {
            for (String page : List.of("docs/for-scripts.md", "docs/for-front-ends.md", "docs/crm.md")) {
                long begun = System.nanoTime();
                Page.Followed followed = Page.followIn(clone, page);
                System.out.printf(
                        "Clean clone: %s, %d steps in %d s%n",
                        page,
                        followed.steps(),
                        Duration.ofNanos(System.nanoTime() - begun).toSeconds());
                if (page.equals("docs/for-front-ends.md")) {
                    theTypeScriptClientIsTyped(clone, followed.key());
                }
            }
            for (Member member : Member.values()) {
                noTrailIsTouchedBy(member, clone);
            }
        } finally {
            new Shell(clone, Map.of()).type(PATIENCE, "./keizoku down").ok();
        }
    }

    private void theTypeScriptClientIsTyped(Path clone, String key) {
        Page.require("npm");
        String steps = Page.blocks(clone.resolve(TYPESCRIPT).toString(), "").getFirst();
        String said = new Shell(clone, Map.of("KEIZOKU_URL", "http://127.0.0.1:8080", "KEIZOKU_API_KEY", key))
                .type(PATIENCE, steps + "npm run example")
                .ok();
        assertThat(said).contains("overview: globex true", "problem: 400 invalid_request ?limit");
    }

    private static void noTrailIsTouchedBy(Member member, Path clone) throws IOException, SQLException {
        String password =
                Files.readString(clone.resolve("var/secrets/db-" + member.id())).strip();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:8085/" + member.id(), member.id(), password);
                Statement statement = connection.createStatement()) {
            for (String change : List.of(
                    "update audit_trail set actor = 'x'",
                    "delete from audit_trail",
                    "truncate audit_trail",
                    "alter table audit_trail disable trigger all")) {
                assertThatThrownBy(() -> statement.execute(change))
                        .as("%s: %s", member, change)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }
}
