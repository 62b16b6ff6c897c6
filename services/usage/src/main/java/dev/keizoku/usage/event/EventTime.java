package dev.keizoku.usage.event;

import dev.keizoku.kernel.TimeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Reads the time of an event, to the microsecond.
 *
 * <p>Times written in UTC, nearly all of them, are read digit by digit: the general reader costs as much as everything
 * else that is done to an event. Whatever looks different goes there, so that both accept the same.
 */
final class EventTime {

    private static final int SECONDS_END = 19;
    private static final int NANO_DIGITS = 9;
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";

    private EventTime() {}

    /**
     * The instant a text names.
     *
     * @throws DateTimeException when the text is no RFC 3339 time or lies outside the accepted window
     */
    static Instant read(String text) {
        Instant exact = plain(text) ? quick(text) : TimeText.instant(text);
        return exact.truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean plain(String text) {
        int last = text.length() - 1;
        if (last < SECONDS_END || last > SECONDS_END + 1 + NANO_DIGITS || text.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < SECONDS_END; i++) {
            char shape = SHAPE.charAt(i);
            char c = text.charAt(i);
            if (shape == 'd' ? c < '0' || c > '9' : c != shape) {
                return false;
            }
        }
        // Before 1970 and from 2200 on, the general reader knows what to say.
        boolean fraction = last == SECONDS_END || last > SECONDS_END + 1 && text.charAt(SECONDS_END) == '.';
        for (int i = SECONDS_END + 1; i < last && fraction; i++) {
            fraction = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return fraction && text.compareTo("1970") >= 0 && text.compareTo("2200") < 0;
    }

    private static Instant quick(String text) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("There is no such time of day.");
        }
        LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        int nanos = 0;
        int last = text.length() - 1;
        for (int i = SECONDS_END + 1; i <= SECONDS_END + NANO_DIGITS; i++) {
            nanos = nanos * 10 + (i < last ? text.charAt(i) - '0' : 0);
        }
        return day.atTime(hour, minute, second, nanos).toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
