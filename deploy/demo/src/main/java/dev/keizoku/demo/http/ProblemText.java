package dev.keizoku.demo.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A problem document in words: title, detail, every field error, and the request id to ask support with. */
final class ProblemText {

    private static final int MOST_ERRORS_SHOWN = 10;
    private static final int LONGEST_BODY_SHOWN = 400;

    private ProblemText() {}

    static String of(ObjectMapper json, String request, int status, String body) {
        var text = new StringBuilder("%s answered %d".formatted(request, status));
        try {
            var problem = json.readTree(body);
            if (problem.isObject() && problem.has("title")) {
                append(text, problem);
                return text.toString();
            }
        } catch (JsonProcessingException notJson) {
            // shown as it came, below
        }
        return text.append(": ")
                .append(body, 0, Math.min(body.length(), LONGEST_BODY_SHOWN))
                .toString();
    }

    private static void append(StringBuilder text, JsonNode problem) {
        text.append(": ").append(problem.path("title").asText());
        if (problem.hasNonNull("detail")) {
            text.append(". ").append(problem.path("detail").asText());
        }
        int shown = 0;
        for (var error : problem.path("errors")) {
            if (shown++ == MOST_ERRORS_SHOWN) {
                text.append("%n  … and %d more".formatted(problem.path("errors").size() - MOST_ERRORS_SHOWN));
                break;
            }
            text.append("%n  %s %s: %s"
                    .formatted(
                            error.path("pointer").asText(),
                            error.path("code").asText(),
                            error.path("detail").asText()));
        }
        if (problem.hasNonNull("request_id")) {
            text.append("%n  request %s".formatted(problem.path("request_id").asText()));
        }
    }
}
