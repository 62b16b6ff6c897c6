package dev.keizoku.kernel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times and dates as the wire writes them: RFC 3339 with an offset, and {@code YYYY-MM-DD}. */
public final class TimeText {

    /** The first instant that is accepted anywhere. */
    public static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    /** The first instant that is no longer accepted. */
    public static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    static final String WINDOW = "accepted are times from 1970-01-01T00:00:00Z until before 2200-01-01T00:00:00Z";

    private static final LocalDate FIRST_DATE = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(2199, 12, 31);
    private static final Pattern LONG_YEAR = Pattern.compile("[+-]?\\d{5,}-.*|[+-]\\d{4,}-.*");
    private static final Pattern SEPARATOR = Pattern.compile("[ t]");

    private TimeText() {}

    /** A time or date that is written correctly but lies outside the window that is accepted. */
    public static final class OutOfWindow extends DateTimeException {
        OutOfWindow() {
            super(WINDOW);
        }
    }

    /**
     * Reads an RFC 3339 instant.
     *
     * @throws DateTimeException when the text is not one or lies outside the accepted window
     */
    public static Instant instant(String text) {
        refuseLongYear(text);
        String normal = text.length() > 10
                ? text.substring(0, 10)
                        + SEPARATOR.matcher(text.substring(10, 11)).replaceFirst("T")
                        + text.substring(11)
                : text;
        Instant value = OffsetDateTime.parse(normal).toInstant();
        if (value.isBefore(EARLIEST) || !value.isBefore(LATEST)) {
            throw new OutOfWindow();
        }
        return value;
    }

    /**
     * Reads a calendar date.
     *
     * @throws DateTimeException when the text is not one or lies outside the accepted window
     */
    public static LocalDate date(String text) {
        refuseLongYear(text);
        LocalDate value = LocalDate.parse(text);
        if (value.isBefore(FIRST_DATE) || value.isAfter(LAST_DATE)) {
            throw new OutOfWindow();
        }
        return value;
    }

    static @Nullable Object read(
            JsonParser parser, DeserializationContext context, Class<?> type, Function<String, ?> reading)
            throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return context.handleUnexpectedToken(type, parser);
        }
        String text = parser.getText();
        try {
            return reading.apply(text);
        } catch (OutOfWindow outside) {
            return context.handleWeirdStringValue(type, text, WINDOW);
        } catch (DateTimeException unreadable) {
            return context.handleWeirdStringValue(type, text, form(type));
        }
    }

    static String form(Class<?> type) {
        return type == Instant.class
                ? "a time is written by RFC 3339 with an offset, such as 2026-03-02T09:30:00+09:00"
                : "a date is written YYYY-MM-DD";
    }

    private static void refuseLongYear(String text) {
        if (LONG_YEAR.matcher(text).matches()) {
            throw new OutOfWindow();
        }
    }
}
