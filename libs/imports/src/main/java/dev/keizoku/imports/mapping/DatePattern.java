package dev.keizoku.imports.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A way of writing dates or times, in the letters of {@link DateTimeFormatter}. */
record DatePattern(String pattern, DateTimeFormatter formatter) {

    /** The letter y outside of quotes. */
    private static final Pattern YEAR_OF_ERA = Pattern.compile("y(?=([^']*'[^']*')*[^']*$)");

    private static final ZonedDateTime SAMPLE =
            LocalDateTime.of(2000, 1, 1, 0, 0).atZone(ZoneOffset.UTC);

    /**
     * A pattern; {@code yyyy} is the year, as everybody means it.
     *
     * @throws IllegalArgumentException with a sentence when it is not one
     */
    static DatePattern of(String pattern) {
        try {
            DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(YEAR_OF_ERA.matcher(pattern).replaceAll("u"))
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
            DatePattern dates = new DatePattern(pattern, formatter);
            if (dates.toInstant(formatter.format(SAMPLE), ZoneOffset.UTC).isEmpty()) {
                throw new IllegalArgumentException("no date");
            }
            return dates;
        } catch (IllegalArgumentException | DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "This is not a pattern of a date, such as yyyy-MM-dd or dd/MM/yyyy HH:mm.", unknown);
        }
    }

    /** The instant a text means; a date is the start of that day, and a time without zone is of the zone. */
    Optional<Instant> toInstant(String text, ZoneId zone) {
        try {
            TemporalAccessor parsed =
                    formatter.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            Instant instant = switch (parsed) {
                case ZonedDateTime time -> time.toInstant();
                case LocalDateTime time -> time.atZone(zone).toInstant();
                case LocalDate date -> date.atStartOfDay(zone).toInstant();
                default -> Instant.ofEpochSecond(parsed.getLong(ChronoField.INSTANT_SECONDS));
            };
            return Optional.of(instant);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
