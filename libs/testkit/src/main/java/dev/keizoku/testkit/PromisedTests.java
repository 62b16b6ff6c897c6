package dev.keizoku.testkit;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests that a README's table of requirements names are there.
 *
 * <p>A row names tests as {@code Class.method}, further ones of the same class as {@code …method}, and a story that holds
 * it as a whole as {@code ClassTest}. Where what is promised is a figure, a bench may stand in their place.
 */
public final class PromisedTests {

    private static final String TABLE = "| requirement | test |";
    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
    private static final Pattern METHOD = Pattern.compile("(?:(\\w+)\\.|…)(\\w+)");
    private static final Pattern TYPE = Pattern.compile("\\w+Test");
    private static final String BENCH = "./keizoku bench ";

    private PromisedTests() {}

    /** Fails with every test of the table that no test source of the repository has. */
    public static void exist(Path readme) {
        Map<String, List<Path>> sources = sources(root(readme));
        List<String> missing = new ArrayList<>();
        List<String> rows = rows(readme);
        rows.forEach(row -> missing.addAll(missing(row, sources)));
        assertThat(rows).as("rows under \"%s\" in %s", TABLE, readme).isNotEmpty();
        assertThat(missing).as("tests that %s names and nobody wrote", readme).isEmpty();
    }

    private static List<String> rows(Path readme) {
        return read(readme)
                .lines()
                .dropWhile(line -> !line.equals(TABLE))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static List<String> missing(String row, Map<String, List<Path>> sources) {
        List<String> missing = new ArrayList<>();
        String type = "";
        boolean held = false;
        Matcher quoted = QUOTED.matcher(row.substring(row.indexOf('|', 1)));
        while (quoted.find()) {
            String name = quoted.group(1);
            held = true;
            Matcher method = METHOD.matcher(name);
            if (method.matches()) {
                type = name.startsWith("…") ? type : name.substring(0, name.indexOf('.'));
                if (!declares(sources.getOrDefault(type, List.of()), method.group(2))) {
                    missing.add(type + "." + method.group(2));
                }
            } else if (TYPE.matcher(name).matches()) {
                type = name;
                if (!sources.containsKey(type)) {
                    missing.add(type);
                }
            } else if (!name.startsWith(BENCH)) {
                missing.add(name + " (no test)");
            }
        }
        if (!held) {
            missing.add("any of " + row);
        }
        return missing;
    }

    private static boolean declares(List<Path> sources, String method) {
        return sources.stream().anyMatch(source -> read(source).contains("void " + method + "("));
    }

    private static Path root(Path readme) {
        Path above = readme.toAbsolutePath().getParent();
        while (above != null && !Files.isDirectory(above.resolve("services"))) {
            above = above.getParent();
        }
        if (above == null) {
            throw new IllegalArgumentException(readme + " is in no repository that has services.");
        }
        return above;
    }

    private static Map<String, List<Path>> sources(Path root) {
        return Stream.concat(
                        Stream.of(root.resolve("e2e")),
                        Stream.of("services", "libs").map(root::resolve).flatMap(PromisedTests::children))
                .map(module -> module.resolve("src/test"))
                .filter(Files::isDirectory)
                .flatMap(PromisedTests::below)
                .filter(path -> path.toString().endsWith(".java"))
                .collect(groupingBy(path -> path.getFileName().toString().replace(".java", "")));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
