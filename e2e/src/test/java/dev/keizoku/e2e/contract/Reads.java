package dev.keizoku.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Every read of the contract whose answer ends, as it shows them. */
public final class Reads {

    private Reads() {}

    /** How each is asked for. */
    public static Map<String, Function<Api, Answer>> of(JsonNode document) {
        PublicContract contract = new PublicContract(document);
        Attempts attempts = new Attempts(contract, new Random(0));
        Map<String, Function<Api, Answer>> reads = new LinkedHashMap<>();
        contract.operations().stream()
                .filter(operation -> operation.method().equals("GET") && !operation.streams())
                .forEach(operation -> reads.put(operation.toString(), attempts.example(operation)::sentBy));
        return reads;
    }
}
