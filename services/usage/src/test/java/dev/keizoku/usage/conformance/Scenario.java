package dev.keizoku.usage.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One case of a feature file of the CloudEvents conformance project: a request, and what is to be read out of it. */
record Scenario(String name, Map<String, String> headers, String body, Map<String, String> attributes, String data) {

    /** Every scenario of a feature, its outlines once for each of their examples. */
    static List<Scenario> of(List<String> feature) {
        List<Scenario> scenarios = new ArrayList<>();
        List<String> outline = new ArrayList<>();
        for (String line : feature) {
            if (line.strip().startsWith("Scenario Outline:")) {
                scenarios.addAll(examples(outline));
                outline.clear();
            }
            outline.add(line);
        }
        scenarios.addAll(examples(outline));
        return scenarios;
    }

    private static List<Scenario> examples(List<String> outline) {
        int at = indexOf(outline, "Examples:");
        if (at < 0) {
            return List.of();
        }
        List<List<String>> rows = outline.subList(at + 1, outline.size()).stream()
                .filter(line -> line.contains("|"))
                .map(Scenario::cells)
                .toList();
        String column = "<" + rows.getFirst().getFirst() + ">";
        return rows.stream()
                .skip(1)
                .map(row -> one(outline.subList(0, at).stream()
                        .map(line -> line.replace(column, row.getFirst()))
                        .toList()))
                .toList();
    }

    private static Scenario one(List<String> lines) {
        List<String> request = quoted(lines, indexOf(lines, "Given an HTTP request"));
        Map<String, String> headers = new LinkedHashMap<>();
        int blank = request.indexOf("");
        for (String header : request.subList(1, blank)) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> line.strip().startsWith("|"))
                .map(Scenario::cells)
                .skip(1)
                .forEach(row -> attributes.put(row.getFirst(), row.getLast()));
        String data = String.join("\n", quoted(lines, indexOf(lines, "And the data is equal")));
        String body = String.join("\n", request.subList(blank + 1, request.size()));
        return new Scenario(lines.getFirst().strip(), headers, body, attributes, data);
    }

    private static List<String> quoted(List<String> lines, int step) {
        List<String> text = new ArrayList<>();
        int indent = lines.get(step + 1).indexOf('"');
        for (int i = step + 2; !lines.get(i).strip().equals("\"\"\""); i++) {
            String line = lines.get(i);
            text.add(line.length() < indent ? "" : line.substring(indent));
        }
        return text;
    }

    private static List<String> cells(String row) {
        String[] parts = row.strip().split("\\|");
        List<String> cells = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            cells.add(parts[i].strip());
        }
        return cells;
    }

    private static int indexOf(List<String> lines, String beginning) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(beginning)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return name;
    }
}
