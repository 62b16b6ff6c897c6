package dev.keizoku.e2e.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keizoku.e2e.input.BadTarget.Place;
import java.util.List;

/** Values in bodies, queries and paths that are none, or not of the kind that stands there. */
final class BadValues {

    private static final String WINDOW = "1970";

    private BadValues() {}

    static List<BadRow> rows() {
        return List.of(
                text("a number for a text", "7", 400),
                text("NUL in a text", "\"a\\u0000b\"", 400),
                text("lone surrogate", "\"\\ud800\"", 400),
                text("a text of 100,000", "\"" + "s".repeat(100_000) + "\"", 400),
                BadRow.of("a broken rule", target -> put(target.text(), target.brokenText()), 400)
                        .naming(target -> target.text().pointer()),
                number("a number of 400 digits", "9".repeat(400)),
                number("1e400", "1e400"),
                number("exponent bomb", "1e1000000000"),
                number("2,000 digits", "1." + "9".repeat(2000)),
                number("a text for a number", "\"twelve\""),
                time("a number for a time", "1767225600", 400),
                time("time without zone", "\"2026-01-01T00:00:00\"", 400),
                time("a day there is not", "\"2026-02-30T00:00:00Z\"", 400),
                time("year 999999999", "\"+999999999-01-01T00:00:00Z\"", 422).telling(WINDOW),
                time("far past", "\"1000-01-01T00:00:00Z\"", 422).telling(WINDOW),
                time("far future", "\"9999-01-01T00:00:00Z\"", 422).telling(WINDOW),
                timeAsked("a number for a time in the query", "1767225600", 400),
                timeAsked("time without zone in the query", "2026-01-01T00:00:00", 400),
                timeAsked("year 999999999 in the query", "%2B999999999-01-01T00:00:00Z", 422)
                        .telling(WINDOW),
                timeAsked("far past in the query", "1000-01-01T00:00:00Z", 422).telling(WINDOW),
                timeAsked("far future in the query", "9999-01-01T00:00:00Z", 422)
                        .telling(WINDOW),
                asked("limit that is no number", "limit", "ten"),
                asked("limit 0", "limit", "0"),
                asked("limit below 0", "limit", "-1"),
                asked("limit too large", "limit", "1000000000"),
                asked("forged cursor", "cursor", "Zm9yZ2Vk"),
                asked("unknown sort field", "sort", "surely_unknown"),
                BadRow.where(
                        "no date or number in the path",
                        target -> target.typedPath()
                                .map(line -> new Written(
                                        line.replaceFirst("\\{\\w+}", "ten"),
                                        "Content-Type: application/json\r\nContent-Length: 2\r\n",
                                        false,
                                        "{}".getBytes(UTF_8))),
                        400));
    }

    private static BadRow text(String name, String bad, Integer status) {
        return BadRow.of(name, target -> put(target.text(), bad), status);
    }

    private static BadRow number(String name, String bad) {
        return BadRow.of(name, target -> put(target.number(), bad), 400);
    }

    private static BadRow time(String name, String bad, Integer status) {
        return BadRow.of(name, target -> put(target.time(), fitting(target.time(), bad)), status)
                .naming(target -> target.time().pointer());
    }

    /** The day alone, where a date stands. */
    private static String fitting(Place place, String time) {
        return place.good().contains("T") ? time : time.replace("T00:00:00Z", "");
    }

    private static BadRow timeAsked(String name, String bad, Integer status) {
        return BadRow.of(name, target -> Written.get(target.times() + bad, ""), status)
                .naming(BadTarget::timeName);
    }

    private static BadRow asked(String name, String parameter, String bad) {
        return BadRow.of(name, target -> Written.get(target.list() + "?" + parameter + "=" + bad, ""), 400)
                .naming(target -> "?" + parameter);
    }

    private static Written put(Place place, String bad) {
        return Written.json(place.line(), place.with(bad).getBytes(UTF_8));
    }
}
