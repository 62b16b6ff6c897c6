package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The {@code data} of an event: the few members that are understood, and the rest as canonical JSON. */
final class EventData {

    private static final Set<String> UNDERSTOOD =
            Set.of("account_id", "user_id", "feature", "value", "quantity", "department", "role");
    private static final int MOST_INTEGER_DIGITS = 14;
    private static final int MOST_FRACTION_DIGITS = 6;

    private final Findings findings;

    @Nullable String account;

    @Nullable String user;

    @Nullable String feature;

    @Nullable BigDecimal value;

    private @Nullable BigDecimal quantity;
    private final SortedMap<String, String> others = new TreeMap<>();
    private @Nullable String whole;

    EventData(Findings findings) {
        this.findings = findings;
    }

    /** Reads the value the parser is at. */
    void read(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            whole = CanonicalJson.copy(parser, findings);
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = CanonicalJson.name(parser, findings);
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            member(name, parser);
        }
    }

    /** Binary data, which is kept as it came. */
    void readBase64(JsonParser parser) throws IOException {
        others.put("data_base64", CanonicalJson.copy(parser, findings));
    }

    @Nullable BigDecimal value() {
        return value == null ? quantity : value;
    }

    @Nullable String properties() {
        if (value != null && quantity != null) {
            others.put("quantity", quantity.toPlainString());
        }
        if (others.isEmpty()) {
            return whole;
        }
        if (whole != null) {
            others.put("data", whole);
        }
        return CanonicalJson.object(others);
    }

    /** Reads a member that is understood though it stands beside the data; false when it is none of those. */
    boolean take(String name, JsonParser parser) throws IOException {
        boolean known = UNDERSTOOD.contains(name);
        if (known) {
            member(name, parser);
        }
        return known;
    }

    private void member(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "account_id" -> account = once(account, findings.id(parser), parser);
            case "user_id" -> user = once(user, findings.id(parser), parser);
            case "feature" -> feature = once(feature, findings.id(parser), parser);
            case "value" -> value = once(value, decimal(parser), parser);
            case "quantity" -> quantity = once(quantity, decimal(parser), parser);
            case "department", "role" -> trait(name, parser);
            default -> others.put(name, CanonicalJson.copy(parser, findings));
        }
    }

    /** Kept like everything else; as a text it is also what the user is from now on, so it has to be a usable one. */
    private void trait(String name, JsonParser parser) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            findings.id(parser);
        }
        once(others.put(name, CanonicalJson.copy(parser, findings)), name, parser);
    }

    private <T> @Nullable T once(@Nullable Object before, @Nullable T now, JsonParser parser) {
        if (before != null) {
            findings.here(parser, "repeated", "This is given twice, within the data and beside it.");
        }
        return now;
    }

    private @Nullable BigDecimal decimal(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
            findings.here(parser, "wrong_type", "Expected a decimal number, or one in a string.");
            parser.skipChildren();
            return null;
        }
        BigDecimal number = parse(parser.getText());
        if (number == null) {
            findings.here(parser, "invalid_value", "A value has at most 14 integer and 6 fraction digits.");
        }
        return number;
    }

    /** A decimal in plain notation, or null when the text is none that can be kept. */
    static @Nullable BigDecimal parse(String text) {
        if (text.length() > 100) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            boolean fits = (long) number.precision() - number.scale() <= MOST_INTEGER_DIGITS
                    && number.scale() <= MOST_FRACTION_DIGITS;
            return !fits ? null : number.scale() < 0 ? number.setScale(0) : number;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
