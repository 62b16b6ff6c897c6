package dev.keizoku.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * An operation of the contract.
 *
 * @param opening whom it opens to
 * @param bodies the media types it takes, with what the contract says of each
 * @param streams whether its answer never ends by itself
 */
record Operation(
        String method,
        String path,
        Opening opening,
        List<Parameter> parameters,
        Map<String, JsonNode> bodies,
        boolean streams) {

    /** A scope that every key has. */
    static final String ANY = "any";

    /**
     * Whom an operation opens to.
     *
     * @param scopes those that open it, one each by itself; empty when the contract names none
     * @param anybody whether no credential is needed
     * @param publishable whether a key that anybody may see opens it
     * @param browser whether a page does with a token of its own
     */
    record Opening(List<String> scopes, boolean anybody, boolean publishable, boolean browser) {}

    /** A parameter in the path, the query or a header. */
    record Parameter(String name, String in, boolean required, JsonNode example) {

        String exampleText() {
            JsonNode one = example.isArray() && !example.isEmpty() ? example.get(0) : example;
            return one.isValueNode() ? one.asText() : "x";
        }
    }

    List<String> scopes() {
        return opening.scopes();
    }

    boolean isPublic() {
        return opening.anybody();
    }

    boolean opensTo(String scope) {
        return scopes().contains(scope) || scopes().contains(ANY);
    }

    /** Whether it only tells something, and has said it in the end. */
    boolean reads() {
        return method.equals("GET") && !streams;
    }

    List<Parameter> inPath() {
        return parameters.stream().filter(one -> one.in().equals("path")).toList();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
