package dev.keizoku.e2e.story.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the metrics say, in the fewest words; months are asked for as {@code 2025-01}. */
record Ledger(Api api, String currency) {

    private static final List<String> PARTS =
            List.of("opening", "new", "reactivation", "expansion", "contraction", "churn", "fx", "closing");

    JsonNode get(String path) {
        return api.get(path).ok();
    }

    /** MRR at the end of each month, the last one included. */
    List<String> mrr(String first, String last) {
        return figures("mrr?", first, last);
    }

    /** Every movement of an account, oldest first: day, type, amount (and a foreign currency), reason. */
    List<String> movements(String account) {
        List<String> movements = new ArrayList<>();
        for (JsonNode movement : get("/v1/accounts/" + account + "/mrr").path("movements")) {
            movements.add(String.join(
                    " ",
                    movement.path("day").asText(),
                    movement.path("type").asText(),
                    text(movement.path("amount")),
                    movement.path("reason").asText()));
        }
        Collections.reverse(movements);
        return movements;
    }

    /** The parts of a month's waterfall that are not nothing. */
    String waterfall(String month) {
        return waterfall("", month);
    }

    /** The same of a query, which ends in {@code &}. */
    String waterfall(String query, String month) {
        JsonNode point = points("movements?" + query, month, month).getFirst();
        List<String> parts = new ArrayList<>();
        for (String part : PARTS) {
            if (new BigDecimal(point.at("/" + part + "/amount").asText()).signum() != 0) {
                parts.add(part + " " + text(point.path(part)));
            }
        }
        return String.join(", ", parts);
    }

    /** A metric's figure of a month; {@code null} where there is none. */
    String figure(String metric, String month) {
        return figures(metric + (metric.contains("?") ? "&" : "?"), month, month)
                .getFirst();
    }

    /** Of a query such as {@code mrr?plan=pro&}. */
    List<String> figures(String query, String first, String last) {
        return points(query, first, last).stream()
                .map(point -> text(point.path("value")))
                .toList();
    }

    List<JsonNode> points(String query, String first, String last) {
        JsonNode answer = get("/v1/metrics/" + query + "from=" + first + "-01&to="
                + YearMonth.parse(last).plusMonths(1) + "-01");
        return StreamSupport.stream(answer.at("/series/0/points").spliterator(), false)
                .toList();
    }

    /** A part of the bridge from today's MRR to what is committed. */
    String committed(String part) {
        return text(get("/v1/metrics/committed-mrr").at("/series/0/" + part));
    }

    private String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "null";
        }
        if (value.isObject()) {
            String of = value.path("currency").asText();
            return value.path("amount").asText() + (of.equals(currency) ? "" : " " + of);
        }
        return value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText();
    }
}
