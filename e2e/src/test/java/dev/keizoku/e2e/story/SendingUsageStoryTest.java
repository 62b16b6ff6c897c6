package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.e2e.suite.Repository;
import dev.keizoku.e2e.suite.Suite;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whoever types what docs/sending-usage.md says gets the answers it shows. */
class SendingUsageStoryTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```\\s*```json\n(.*?)```", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Suite suite = Suite.running();

    private record Example(String command, JsonNode answer) {}

    @Test
    void everyCommandIsAnsweredAsItSays() throws IOException, InterruptedException {
        boolean curl = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl")));
        Assumptions.assumeTrue(curl || "true".equals(System.getenv("CI")), "There is no curl here.");
        String key = suite.tenant("docs", "UTC", "USD").key("usage:write", "usage:read");
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(10);
        for (Example example : examples) {
            assertThat(answer(example.command(), key)).as(example.command()).isEqualTo(example.answer());
        }
    }

    private static List<Example> examples() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Repository.root().resolve("docs/sending-usage.md")));
        List<Example> examples = new ArrayList<>();
        while (blocks.find()) {
            examples.add(new Example(blocks.group(1), JSON.readTree(blocks.group(2))));
        }
        return examples;
    }

    private JsonNode answer(String command, String key) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command);
        shell.environment().put("KEIZOKU_URL", suite.gateway());
        shell.environment().put("KEIZOKU_API_KEY", key);
        Process process = shell.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command).isZero();
        JsonNode read = JSON.readTree(answer);
        read.path("data")
                .forEach(row -> ((ObjectNode) row)
                        .replace("received_at", JSON.getNodeFactory().textNode("...")));
        return read;
    }
}
