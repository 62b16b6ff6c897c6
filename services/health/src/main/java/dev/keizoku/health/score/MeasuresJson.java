package dev.keizoku.health.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The measures of a score as they are kept beside it. */
public final class MeasuresJson {

    private static final TypeReference<List<MeasureScore>> LIST = new TypeReference<>() {};

    private MeasuresJson() {}

    /** Written by hand: a night writes millions, and nothing in it needs escaping. */
    public static String write(List<MeasureScore> measures) {
        StringBuilder json = new StringBuilder(1_600).append('[');
        for (MeasureScore measure : measures) {
            json.append(json.length() == 1 ? "" : ",")
                    .append("{\"measure\":\"")
                    .append(measure.measure().key())
                    .append("\",\"state\":\"")
                    .append(measure.state().key())
                    .append('"');
            number(json, "share", measure.share().signum() == 0 ? null : measure.share());
            number(json, "value", measure.value());
            number(json, "input", measure.inputIsValue() ? null : measure.input());
            number(json, "score", measure.score());
            number(json, "contribution", measure.contribution());
            number(json, "baseline", measure.baseline());
            if (measure.seenOn() != null) {
                json.append(",\"seen_on\":\"").append(measure.seenOn()).append('"');
            }
            json.append('}');
        }
        return json.append(']').toString();
    }

    public static List<MeasureScore> read(String json, ObjectMapper mapper) {
        try {
            return mapper.readValue(json, LIST);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static void number(StringBuilder json, String name, @Nullable BigDecimal value) {
        if (value != null) {
            json.append(",\"").append(name).append("\":").append(value.toPlainString());
        }
    }
}
