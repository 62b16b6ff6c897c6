package dev.keizoku.usage.pack;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the rollups of one account and block together; {@link PackedDays} takes them apart again. */
final class Packing {

    static final String LOGIN = "login";

    private final long firstDay;
    private final Series all = new Series();
    private final Series logins = new Series();
    private final SortedMap<String, Series> users = new TreeMap<>();
    private final SortedMap<Thing, Series> things = new TreeMap<>();
    private @Nullable LocalDate receivedTo;

    Packing(Block block) {
        this.firstDay = block.firstEpochDay();
    }

    /** What is counted by its name and feature. */
    private record Thing(String name, String feature) implements Comparable<Thing> {

        private static final Comparator<Thing> ORDER =
                Comparator.comparing(Thing::name).thenComparing(Thing::feature);

        @Override
        public int compareTo(Thing other) {
            return ORDER.compare(this, other);
        }
    }

    /** A count for each day, and a bit for each day that has one. */
    private static final class Series {

        private final long[] counts = new long[Block.DAYS];
        private int days;

        void add(int day, long count) {
            counts[day] += count;
            days |= 1 << day;
        }

        void write(PackBytes.Writer to) {
            to.number(days);
            for (int left = days; left != 0; left &= left - 1) {
                to.number(counts[Integer.numberOfTrailingZeros(left)]);
            }
        }
    }

    /**
     * What is stored of the account and block.
     *
     * @param receivedTo null where there is nothing, like the other days
     */
    record Packed(
            byte[] days,
            byte[] detail,
            @Nullable LocalDate receivedTo,
            @Nullable LocalDate firstOn,
            @Nullable LocalDate lastOn,
            @Nullable LocalDate lastLoginOn) {}

    /** Adds a rollup; the user is empty where none was named. Who signs in is there, but makes no use of anything. */
    void add(LocalDate day, String name, String user, String feature, long count, LocalDate receivedOn) {
        int index = Math.toIntExact(day.toEpochDay() - firstDay);
        boolean login = name.equals(LOGIN);
        all.add(index, count);
        if (login) {
            logins.add(index, count);
        }
        if (!user.isEmpty()) {
            users.computeIfAbsent(user, first -> new Series()).add(index, login ? 0 : count);
        }
        things.computeIfAbsent(new Thing(name, feature), first -> new Series()).add(index, count);
        receivedTo = receivedTo == null || receivedOn.isAfter(receivedTo) ? receivedOn : receivedTo;
    }

    Packed packed() {
        PackBytes.Writer days = new PackBytes.Writer();
        all.write(days);
        PackBytes.Writer detail = new PackBytes.Writer().number(users.size());
        users.forEach((user, series) -> series.write(detail.text(user)));
        detail.number(things.size());
        things.forEach((thing, series) -> series.write(detail.name(thing.name()).text(thing.feature())));
        return new Packed(
                days.bytes(),
                detail.bytes(),
                receivedTo,
                day(Integer.numberOfTrailingZeros(all.days), all),
                day(last(all), all),
                day(last(logins), logins));
    }

    private static int last(Series series) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(series.days);
    }

    private @Nullable LocalDate day(int index, Series series) {
        return series.days == 0 ? null : LocalDate.ofEpochDay(firstDay + index);
    }
}
