package dev.keizoku.demo;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the demo was asked to do; {@code end} is yesterday when nobody says otherwise. */
record Options(
        URI url, String operatorKey, long seed, @Nullable LocalDate end) {

    static final String USAGE = """
            Plays 18 months of a subscription company through the public API and prints what Keizoku makes of them.

              --url URL            the gateway (http://127.0.0.1:8080)
              --operator-key KEY   the key that may create tenants (or KEIZOKU_OPERATOR_KEY)
              --seed N             another company for another number (1)
              --end YYYY-MM-DD     the last day played (yesterday)
            """;

    private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

    static Options parse(String[] arguments, @Nullable String keyFromEnvironment) {
        var url = LOCAL;
        var key = keyFromEnvironment;
        long seed = 1;
        LocalDate end = null;
        var words = Stream.of(arguments)
                .flatMap(word -> word.startsWith("--") ? Stream.of(word.split("=", 2)) : Stream.of(word))
                .toList();
        for (int i = 0; i < words.size(); i += 2) {
            var name = words.get(i);
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException("%s needs a value, or is not an option.".formatted(name));
            }
            var value = words.get(i + 1);
            switch (name) {
                case "--url" -> url = url(value);
                case "--operator-key" -> key = value;
                case "--seed" -> seed = number(value);
                case "--end" -> end = date(value);
                default -> throw new IllegalArgumentException("There is no option %s.".formatted(name));
            }
        }
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException(
                    "The operator key is missing: set KEIZOKU_OPERATOR_KEY, or pass --operator-key.");
        }
        return new Options(url, key, seed, end);
    }

    private static URI url(String value) {
        var url = URI.create(value.endsWith("/") ? value : value + "/");
        if (url.getHost() == null) {
            throw new IllegalArgumentException("--url %s is not an address like %s.".formatted(value, LOCAL));
        }
        return url;
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed %s is not a whole number.".formatted(value), e);
        }
    }

    private static LocalDate date(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--end %s is not a date like 2026-03-31.".formatted(value), e);
        }
    }
}
