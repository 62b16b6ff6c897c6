package dev.keizoku.usage.pack;

import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The 28 days that are packed together; the database numbers them alike ({@code pack_block}).
 *
 * @param number counted from the first of January of the year 1
 */
public record Block(int number) {

    public static final int DAYS = 28;

    private static final long BEGINNING = LocalDate.of(1, 1, 1).toEpochDay();

    public static Block of(LocalDate day) {
        return of(day.toEpochDay());
    }

    /** The block of a day that is counted from 1970. */
    public static Block of(long epochDay) {
        return new Block(Math.toIntExact(Math.floorDiv(epochDay - BEGINNING, DAYS)));
    }

    /** Every block that has a day from the first to before the second. */
    static Stream<Block> between(LocalDate from, LocalDate to) {
        return from.isBefore(to)
                ? IntStream.rangeClosed(of(from).number, of(to.minusDays(1)).number)
                        .mapToObj(Block::new)
                : Stream.empty();
    }

    /** Its first day, counted from 1970. */
    public long firstEpochDay() {
        return BEGINNING + (long) number * DAYS;
    }

    LocalDate from() {
        return LocalDate.ofEpochDay(firstEpochDay());
    }

    LocalDate to() {
        return from().plusDays(DAYS);
    }
}
