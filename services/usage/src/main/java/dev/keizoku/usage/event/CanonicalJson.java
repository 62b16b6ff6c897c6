package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Copies JSON into the one form that equal content has: names sorted, no spaces, numbers without idle zeros. */
final class CanonicalJson {

    /** Of a number on either side of its point. */
    static final int MOST_DIGITS = 400;

    private CanonicalJson() {}

    /** Copies the value the parser is at; what cannot be stored is noted. */
    static String copy(JsonParser parser, Findings findings) throws IOException {
        StringBuilder out = new StringBuilder(64);
        copy(parser, findings, out);
        return out.toString();
    }

    /** Writes an object of values that are canonical already. */
    static String object(SortedMap<String, String> members) {
        StringBuilder out = new StringBuilder(64);
        object(members, out);
        return out.toString();
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private static void copy(JsonParser parser, Findings findings, StringBuilder out) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> copyObject(parser, findings, out);
            case START_ARRAY -> copyArray(parser, findings, out);
            case VALUE_STRING -> copyText(parser, findings, out);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> copyNumber(parser, findings, out);
            default -> out.append(parser.getText());
        }
    }

    private static void copyObject(JsonParser parser, Findings findings, StringBuilder out) throws IOException {
        SortedMap<String, String> members = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = name(parser, findings);
            parser.nextToken();
            members.put(name, copy(parser, findings));
        }
        object(members, out);
    }

    private static void copyArray(JsonParser parser, Findings findings, StringBuilder out) throws IOException {
        out.append('[');
        boolean first = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!first) {
                out.append(',');
            }
            first = false;
            copy(parser, findings, out);
        }
        out.append(']');
    }

    private static void copyText(JsonParser parser, Findings findings, StringBuilder out) throws IOException {
        String text = parser.getText();
        if (!Findings.storable(text)) {
            findings.here(parser, "invalid_text", "Text holds no NUL and no lone surrogate.");
        }
        quote(text, out);
    }

    private static void copyNumber(JsonParser parser, Findings findings, StringBuilder out) throws IOException {
        String text = parser.getText();
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            out.append(text.equals("-0") ? "0" : text);
            return;
        }
        BigDecimal number = decimal(text);
        // Written out, 1e1000000000 would have a thousand million digits.
        if (number == null || Math.abs((long) number.scale()) > MOST_DIGITS) {
            findings.here(parser, "invalid_value", "This number is too large or too small.");
            return;
        }
        BigDecimal plain = number.stripTrailingZeros();
        out.append(plain.toPlainString());
    }

    private static @org.jspecify.annotations.Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException beyondAnyExponent) {
            return null;
        }
    }

    /** The field name the parser is at. */
    static String name(JsonParser parser, Findings findings) throws IOException {
        String name = parser.currentName();
        if (!Findings.storable(name)) {
            findings.here(parser, "invalid_text", "Text holds no NUL and no lone surrogate.");
        }
        return name;
    }

    private static void object(SortedMap<String, String> members, StringBuilder out) {
        out.append('{');
        for (Map.Entry<String, String> member : members.entrySet()) {
            if (out.charAt(out.length() - 1) != '{') {
                out.append(',');
            }
            quote(member.getKey(), out);
            out.append(':').append(member.getValue());
        }
        out.append('}');
    }
}
