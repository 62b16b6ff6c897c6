package dev.keizoku.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.contract.Operation.Parameter;
import dev.keizoku.e2e.suite.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ids of what a tenant has, by the place in a path where they stand, as the answers gave them. */
final class Belongings {

    /** What stands in paths and is everybody's. */
    private static final Set<String> OF_EVERYBODY = Set.of("metric", "month", "date", "crm", "step", "system");

    private static final String HEXADECIMAL = "0123456789abcdef";
    private static final int CHANGED = 8;

    private final Map<String, String> byPlace = new TreeMap<>();

    static boolean isGiven(Parameter parameter) {
        return !OF_EVERYBODY.contains(parameter.name());
    }

    static boolean areIn(Operation operation) {
        return operation.inPath().stream().anyMatch(Belongings::isGiven);
    }

    /** The first one at a place stays: what the answers of writes give goes before what lists do. */
    void put(String place, String id) {
        byPlace.putIfAbsent(place, id);
    }

    /** What an answer to a write says of what it made. */
    void learn(Operation write, Map<String, String> ids, Answer answer, Iterable<Operation> all) {
        write.inPath().stream()
                .filter(Belongings::isGiven)
                .forEach(parameter -> put(place(write, parameter), ids.get(parameter.name())));
        for (Parameter below : below(write, all)) {
            located(answer)
                    .or(() -> isJson(answer) ? id(answer.json(), below.name()) : Optional.empty())
                    .ifPresent(id -> put(write.path() + "/{" + below.name() + "}", id));
        }
    }

    /** What a list has as its first row. */
    void learn(Operation list, Answer answer, Iterable<Operation> all) {
        if (isJson(answer)) {
            below(list, all)
                    .forEach(below -> id(answer.json().path("data").path(0), below.name())
                            .ifPresent(id -> put(list.path() + "/{" + below.name() + "}", id)));
        }
    }

    /** What stands in an operation's path, by name: what there is, or the contract's example. */
    Map<String, String> of(Operation operation) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (Parameter parameter : operation.inPath()) {
            ids.put(parameter.name(), byPlace.getOrDefault(place(operation, parameter), parameter.exampleText()));
        }
        return ids;
    }

    /** Of each of the ids one of the same form that nobody has, the longest first. */
    Map<String, String> nobodys() {
        Map<String, String> nobodys = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>(byPlace.values());
        ids.sort(Comparator.comparingInt(String::length).reversed());
        ids.forEach(id -> nobodys.put(id, nobodys(id)));
        return nobodys;
    }

    private static String nobodys(String id) {
        StringBuilder other = new StringBuilder(id);
        for (int i = Math.max(0, id.length() - CHANGED); i < id.length(); i++) {
            int digit = HEXADECIMAL.indexOf(id.charAt(i));
            if (digit >= 0) {
                other.setCharAt(i, HEXADECIMAL.charAt(digit == 9 ? 0 : digit == 15 ? 10 : digit + 1));
            }
        }
        return other.toString().equals(id) ? id + "x" : other.toString();
    }

    private static String place(Operation operation, Parameter parameter) {
        String name = "{" + parameter.name() + "}";
        return operation.path().substring(0, operation.path().indexOf(name) + name.length());
    }

    /** The parameters that follow an operation's path directly in the path of another. */
    private static Set<Parameter> below(Operation operation, Iterable<Operation> all) {
        Map<String, Parameter> below = new TreeMap<>();
        for (Operation other : all) {
            other.inPath().stream()
                    .filter(Belongings::isGiven)
                    .filter(one -> other.path().startsWith(operation.path() + "/{" + one.name() + "}"))
                    .forEach(one -> below.putIfAbsent(one.name(), one));
        }
        return Set.copyOf(below.values());
    }

    private static Optional<String> located(Answer answer) {
        String location = answer.header("Location");
        return location.isEmpty()
                ? Optional.empty()
                : Optional.of(URLDecoder.decode(
                        location.substring(location.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    private static Optional<String> id(JsonNode answer, String name) {
        for (String field : List.of(name, "id")) {
            JsonNode found = answer.findValue(field);
            if (found != null && found.isValueNode() && !found.isNull()) {
                return Optional.of(found.asText());
            }
        }
        return Optional.empty();
    }

    private static boolean isJson(Answer answer) {
        return answer.status() < 300 && answer.header("Content-Type").startsWith("application/json");
    }
}
