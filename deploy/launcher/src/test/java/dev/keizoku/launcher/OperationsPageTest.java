package dev.keizoku.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/operations.md against the settings the code reads. */
class OperationsPageTest {
    private static final Path CHECKOUT = Path.of("../..");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
    private static final Pattern PROPERTY = Pattern.compile("@ConfigProperty\\(\\s*name = \"(keizoku[^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("(?m)^ {4}(?!default|@|\\*|//)[\\w<>, .?]+ (\\w+)\\(\\);");

    @Test
    void listsEverySetting() throws IOException {
        String page = Files.readString(CHECKOUT.resolve("docs/operations.md"));

        assertThat(keys()).isNotEmpty();
        assertThat(keys())
                .as("settings that docs/operations.md does not list")
                .filteredOn(key -> !page.contains("`" + key))
                .isEmpty();
    }

    private static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            PROPERTY.matcher(text).results().forEach(found -> keys.add(found.group(1)));
            Matcher prefix = MAPPING.matcher(text);
            if (prefix.find()) {
                KEY.matcher(text.substring(prefix.end()))
                        .results()
                        .forEach(found -> keys.add(prefix.group(1) + "." + kebab(found.group(1))));
            }
        }
        return keys;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String modules : List.of("libs", "services")) {
            try (Stream<Path> paths = Files.walk(CHECKOUT.resolve(modules))) {
                paths.filter(path -> path.toString().contains("/src/main/java/")
                                && path.toString().endsWith(".java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
