package dev.keizoku.demo.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.demo.http.Api;
import java.util.ArrayList;
import java.util.List;

/** Asks the API and remembers each question, so that the report can number its figures and print the requests. */
final class Ask {

    private final Api api;
    private final List<Question> questions = new ArrayList<>();

    Ask(Api api) {
        this.api = api;
    }

    /** A numbered question; the number stands beside the figures that came from it. */
    record Question(int number, String title, String path) {
        String mark() {
            return "[" + number + "]";
        }
    }

    /** A question with what was answered. */
    record Answer(Question question, JsonNode body) {}

    Answer ask(String title, String path) {
        var question = note(title, path);
        return new Answer(question, api.get(path));
    }

    /** Notes a question without asking it. */
    Question note(String title, String path) {
        var question = new Question(questions.size() + 1, title, path);
        questions.add(question);
        return question;
    }

    /** Asks a question that has its number already, or the next page of one. */
    JsonNode get(String path) {
        return api.get(path);
    }

    List<String> curls() {
        return questions.stream()
                .flatMap(question -> List.of(
                        "  %4s %s".formatted(question.mark(), question.title()), "       " + api.curl(question.path()))
                        .stream())
                .toList();
    }
}
