package dev.keizoku.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromisedTestsTest {

    @TempDir
    Path root;

    @BeforeEach
    void aServiceALibraryAndTheStories() throws IOException {
        Files.createDirectories(root.resolve("libs/none"));
        write("services/shop/src/test/java/ShopTest.java", "class ShopTest { void opens() {} void closes() {} }");
        write("e2e/src/test/java/story/DayTest.java", "class DayTest { void passes() { opens(); } }");
    }

    private Path write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private Path readme(String rows) throws IOException {
        return write("services/shop/README.md", """
                # shop with `NoTest.ofTheTable`

                | requirement | test |
                |---|---|
                %s

                | another | table |
                |---|---|
                | x | `GoneTest.isGone` |
                """.formatted(rows));
    }

    @Test
    void findsThemInEveryModule() throws IOException {
        Path readme = readme("""
                | 1 `any` | `ShopTest.opens`, `…closes`, `DayTest.passes` |
                | 2 a story | `DayTest`, `…passes` |
                | 3 a figure | `./keizoku bench shop --full` |""");
        assertThatCode(() -> PromisedTests.exist(readme)).doesNotThrowAnyException();
    }

    @Test
    void namesEachThatIsMissing() throws IOException {
        Path readme = readme("""
                | 1 day | `ShopTest.opens`, `…sleeps`, `GoneTest.isGone` |
                | 2 call | `DayTest.opens` |
                | 3 story | `NightTest` |""");
        assertThatThrownBy(() -> PromisedTests.exist(readme))
                .hasMessageContaining("\"ShopTest.sleeps\", \"GoneTest.isGone\", \"DayTest.opens\", \"NightTest\"");
    }

    @Test
    void wantsATestForEveryRow() throws IOException {
        Path readme = readme("""
                | 1 nothing | later |
                | 2 a word | `shop` |""");
        assertThatThrownBy(() -> PromisedTests.exist(readme))
                .hasMessageContaining("any of | 1 nothing | later |")
                .hasMessageContaining("shop (no test)");
    }

    @Test
    void wantsATable() throws IOException {
        Path readme = write("services/shop/README.md", "# shop\n");
        assertThatThrownBy(() -> PromisedTests.exist(readme)).hasMessageContaining("| requirement | test |");
    }
}
