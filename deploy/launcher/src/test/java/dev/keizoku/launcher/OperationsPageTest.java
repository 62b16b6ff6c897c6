package dev.keizoku.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Holds docs/operations.md against the settings the code reads. */
class OperationsPageTest {
    private static final Path CHECKOUT = Path.of("../..");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
    private static final Pattern PROPERTY = Pattern.compile("@ConfigProperty\\(\\s*name = \"(keizoku[^\"]+)\"");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern DEFAULT =
            Pattern.compile("@WithDefault\\(\"([^\"]*)\"\\)\\s+[\\w<>, .?]+ (\\w+)\\(\\);");
    private static final Pattern SETTING = Pattern.compile("(?m)^(keizoku[^=]+)=(.*)$");
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

    @Test
    void statesTheirDefaults() throws IOException {
        Map<String, Set<String>> shipped = defaults();
        SoftAssertions softly = new SoftAssertions();
        for (String row :
                Files.readString(CHECKOUT.resolve("docs/operations.md")).split("\n")) {
            String[] cells = row.split("\\|");
            List<String> keys = cells.length > 2 ? quoted(cells[1]) : List.of();
            List<String> stated = cells.length > 2 ? quoted(cells[2]) : List.of();
            for (int i = 0; keys.size() == stated.size() && i < keys.size(); i++) {
                if (shipped.containsKey(keys.get(i))) {
                    softly.assertThat(shipped.get(keys.get(i))).as(keys.get(i)).contains(stated.get(i));
                }
            }
        }

        assertThat(shipped).hasSizeGreaterThan(100);
        softly.assertAll();
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /** What each is in the code or in the settings of a service, which may be several. */
    private static Map<String, Set<String>> defaults() throws IOException {
        Map<String, Set<String>> defaults = new TreeMap<>();
        for (Path source : files("/src/main/java/", ".java")) {
            String text = Files.readString(source);
            Matcher prefix = MAPPING.matcher(text);
            if (prefix.find()) {
                DEFAULT.matcher(text)
                        .results()
                        .forEach(found -> put(defaults, prefix.group(1) + "." + kebab(found.group(2)), found.group(1)));
            }
        }
        for (Path settings : files("/src/main/resources/", ".properties")) {
            SETTING.matcher(Files.readString(settings))
                    .results()
                    .forEach(found -> put(defaults, found.group(1), found.group(2)));
        }
        return defaults;
    }

    private static void put(Map<String, Set<String>> defaults, String key, String value) {
        defaults.computeIfAbsent(key, unused -> new TreeSet<>()).add(value);
    }

    private static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Path source : files("/src/main/java/", ".java")) {
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

    private static List<Path> files(String under, String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String modules : List.of("libs", "services")) {
            try (Stream<Path> paths = Files.walk(CHECKOUT.resolve(modules))) {
                paths.filter(path -> path.toString().contains(under)
                                && path.toString().endsWith(ending))
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
