package dev.keizoku.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A page of the documentation as somebody follows it: its {@code sh} blocks in one shell, one after the other, each with
 * the answer that stands behind it, as {@code json} or {@code text}. What a page writes as {@code ...}, or ends so, is
 * different each time.
 */
public final class Page {

    private static final Pattern STEP =
            Pattern.compile("```sh\n(.*?)```(?:\\s*```(json|text)\n(.*?)```)?", Pattern.DOTALL);
    private static final String OPEN = "...";
    private static final String END = "=====";
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private Page() {}

    /**
     * What somebody has done who came to the end of a page.
     *
     * @param steps how many commands
     * @param key the API key the shell was left with
     */
    public record Followed(int steps, String key) {}

    private record Step(String command, String language, String answer) {}

    /** Types what a page shows, and asserts what it says comes out; without bash and curl a story is skipped by name. */
    public static Followed follow(String page, Map<String, String> environment) {
        Stream.of("bash", "curl").forEach(Page::require);
        List<Step> steps = steps(page);
        try {
            return checked(
                    page, steps, answers(steps, environment, Files.createTempDirectory(Path.of("target"), "page")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Types a page from its very first block on, in one shell that stands in a clone.
     *
     * @param clone where the page is read from, too
     */
    public static Followed followIn(Path clone, String page) {
        String there = clone.resolve(page).toString();
        Step first = new Step(blocks(there, "").getFirst(), "", "");
        List<Step> steps =
                Stream.concat(Stream.of(first), steps(there).stream()).toList();
        return checked(page, steps, answers(steps, Map.of("JAVA_HOME", System.getProperty("java.home")), clone));
    }

    private static Followed checked(String page, List<Step> steps, List<String> answers) {
        for (int index = 0; index < steps.size(); index++) {
            check(page, steps.get(index), answers.get(index));
        }
        return new Followed(steps.size(), answers.getLast().strip());
    }

    /** The blocks of a page in a language, in their order. */
    public static List<String> blocks(String page, String language) {
        Matcher blocks =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(read(page));
        List<String> found = new ArrayList<>();
        while (blocks.find()) {
            found.add(blocks.group(1));
        }
        return found;
    }

    private static List<Step> steps(String page) {
        Matcher blocks = STEP.matcher(read(page));
        List<Step> steps = new ArrayList<>();
        while (blocks.find()) {
            steps.add(new Step(
                    blocks.group(1),
                    blocks.group(2) == null ? "" : blocks.group(2),
                    blocks.group(3) == null ? "" : blocks.group(3)));
        }
        return steps;
    }

    private static String read(String page) {
        try {
            return Files.readString(Repository.root().resolve(page));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Skips the story, by name, where there is no such program. */
    public static void require(String program) {
        boolean here = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        Assumptions.assumeTrue(here || "true".equals(System.getenv("CI")), "There is no " + program + " here.");
    }

    private static List<String> answers(List<Step> steps, Map<String, String> environment, Path directory) {
        StringBuilder script = new StringBuilder();
        steps.forEach(step -> script.append(step.command()).append("\nprintf '\\n%s\\n' '" + END + "'\n"));
        script.append("printf %s \"$KEIZOKU_API_KEY\"");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script.toString());
        shell.environment().putAll(environment);
        try {
            Path typed = Files.createTempFile("page", ".out");
            Process process = shell.directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(typed.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            String output = Files.readString(typed);
            assertThat(ended).as(output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            List<String> answers = List.of(output.split("\n" + END + "\n", -1));
            assertThat(answers).as(output).hasSize(steps.size() + 1);
            return answers;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private static void check(String page, Step step, String answer) {
        switch (step.language()) {
            case "json" -> {
                JsonNode shown = json(step.answer());
                assertThat(closed(json(answer), shown))
                        .as(page + ":\n" + step.command() + answer)
                        .isEqualTo(shown);
            }
            case "text" ->
                assertThat(answer.strip())
                        .as(page + ":\n" + step.command())
                        .matches(Pattern.quote(step.answer().strip()).replace(OPEN, "\\E.*\\Q"));
            default -> assertThat(answer).as(page + ":\n" + step.command()).doesNotContain("/problems/");
        }
    }

    private static JsonNode json(String text) {
        try {
            return Answer.JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(text, broken);
        }
    }

    /** An answer with what the page leaves open replaced by what it writes there. */
    private static JsonNode closed(JsonNode answer, JsonNode shown) {
        String text = shown.asText();
        if (shown.isTextual() && text.endsWith(OPEN)) {
            String beginning = text.substring(0, text.length() - OPEN.length());
            return answer.asText().startsWith(beginning) ? shown : answer;
        }
        if (answer instanceof ObjectNode object && shown instanceof ObjectNode) {
            object.properties().forEach(entry -> entry.setValue(closed(entry.getValue(), shown.path(entry.getKey()))));
        }
        if (answer instanceof ArrayNode array && shown instanceof ArrayNode) {
            Iterator<JsonNode> rows = shown.iterator();
            for (int index = 0; index < array.size() && rows.hasNext(); index++) {
                array.set(index, closed(array.get(index), rows.next()));
            }
        }
        return answer;
    }
}
