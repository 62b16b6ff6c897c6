package dev.keizoku.e2e.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.keizoku.e2e.suite.Answer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether an answer is one the contract allows, and tells nothing that is not the caller's business. */
final class Verdicts {

    private static final List<String> NOBODYS_BUSINESS = List.of(
            "Exception",
            "java.lang",
            "java.util",
            "dev.keizoku",
            "io.quarkus",
            "jakarta",
            "org.",
            "SQLState",
            "PSQL",
            "jdbc:",
            "127.0.0.1");

    private final OpenApiInteractionValidator validator;

    Verdicts(String contract) {
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(contract)
                .build();
    }

    /** What is wrong with the answer; empty when nothing is. */
    Optional<String> objection(Attempt attempt, Answer answer) {
        if (answer.status() >= 500) {
            return Optional.of("answered " + answer.status());
        }
        if (answer.status() >= 400) {
            if (!answer.header("Content-Type").startsWith("application/problem+json")) {
                return Optional.of("no problem document: " + answer.header("Content-Type"));
            }
            Optional<String> told = NOBODYS_BUSINESS.stream()
                    .filter(text ->
                            answer.body().contains(text) && !attempt.told().contains(text))
                    .findFirst();
            if (told.isPresent()) {
                return told.map(text -> "tells of " + text);
            }
        }
        SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
        if (!answer.header("Content-Type").isEmpty()) {
            response.withContentType(answer.header("Content-Type")).withBody(answer.body());
        }
        Operation operation = attempt.operation();
        String violations = validator
                .validateResponse(operation.path(), Request.Method.valueOf(operation.method()), response.build())
                .getMessages()
                .stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(ValidationReport.Message::getMessage)
                .collect(Collectors.joining("; "));
        return violations.isEmpty() ? Optional.empty() : Optional.of("leaves the contract: " + violations);
    }
}
