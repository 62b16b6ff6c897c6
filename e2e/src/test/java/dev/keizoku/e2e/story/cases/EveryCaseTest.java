package dev.keizoku.e2e.story.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Repository;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No case is without its story, and none without its row in the documents. */
class EveryCaseTest {

    private static final List<Integer> ALL =
            IntStream.rangeClosed(1, 62).boxed().toList();
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|");

    @Test
    void eachOfTheSixtyTwoCasesHasAStory() throws Exception {
        TreeSet<Integer> told = new TreeSet<>();
        for (Class<?> story : stories()) {
            for (Method method : story.getDeclaredMethods()) {
                EdgeCase cases = method.getAnnotation(EdgeCase.class);
                if (cases != null && isTest(method)) {
                    Arrays.stream(cases.value()).forEach(told::add);
                }
            }
        }
        assertThat(told).containsExactlyElementsOf(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics.md", "ja/metrics.md"})
    void eachIsARowOfTheDocuments(String document) throws IOException {
        List<Integer> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Repository.root().resolve("docs").resolve(document))) {
            var row = ROW.matcher(line);
            if (row.find()) {
                rows.add(Integer.valueOf(row.group(1)));
            }
        }
        assertThat(rows).containsExactlyElementsOf(ALL);
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    /** Every class of this package, as compiled. */
    private static List<Class<?>> stories() throws IOException, URISyntaxException, ClassNotFoundException {
        String packageName = EveryCaseTest.class.getPackageName();
        Path compiled = Path.of(EveryCaseTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve(packageName.replace('.', '/'));
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(compiled)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("Test.class")) {
                    classes.add(Class.forName(packageName + "." + name.replace(".class", "")));
                }
            }
        }
        return classes;
    }
}
