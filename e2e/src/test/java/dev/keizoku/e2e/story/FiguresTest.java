package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever looks for the figures of a run as the page of the stories says sees all of them. */
class FiguresTest {

    private static final Pattern LOOKED_FOR = Pattern.compile("grep -hE '([^']+)'");

    /** What is printed begins with what it is of, or with that as its first value. */
    private static final Pattern PRINTED = Pattern.compile("System\\.out\\.printf\\(\\s*\"([^%\"][^\"]*)");

    @Test
    void everyFigureThatIsPrintedIsFound() throws IOException {
        Path page = Repository.root().resolve(Path.of("e2e", "README.md"));
        Matcher told = LOOKED_FOR.matcher(Files.readString(page));
        assertThat(told.find()).isTrue();
        Pattern lookedFor = Pattern.compile(told.group(1));
        List<String> printed = printed();
        assertThat(printed)
                .hasSizeGreaterThan(20)
                .allSatisfy(line ->
                        assertThat(lookedFor.matcher(line).find()).as(line).isTrue());
    }

    private static List<String> printed() throws IOException {
        try (Stream<Path> sources = Files.walk(Repository.root().resolve(Path.of("e2e", "src", "test", "java")))) {
            return sources.filter(source -> source.toString().endsWith(".java"))
                    .flatMap(source -> PRINTED.matcher(read(source)).results().map(found -> found.group(1)))
                    .toList();
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
