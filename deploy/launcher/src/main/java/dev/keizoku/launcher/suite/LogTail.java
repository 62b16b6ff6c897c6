package dev.keizoku.launcher.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Collectors;

/** The end of a service's log as a person reads it: level, message and causes, without the fields machines want. */
final class LogTail {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogTail() {}

    static String readable(String lines) {
        return lines.lines().map(LogTail::line).collect(Collectors.joining("\n"));
    }

    private static String line(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode entry = JSON.readTree(line);
            var text = new StringBuilder("%-5s %s"
                    .formatted(
                            entry.path("level").asText(), entry.path("message").asText()));
            JsonNode exception = entry.path("exception");
            while (exception.isObject()) {
                text.append("\n      ").append(exception.path("exceptionType").asText());
                if (exception.hasNonNull("message")) {
                    text.append(": ").append(exception.path("message").asText());
                }
                exception = exception.path("causedBy").path("exception");
            }
            return text.toString();
        } catch (JsonProcessingException e) {
            return line;
        }
    }
}
