package dev.keizoku.usage.pack;

/** Takes packs apart, day by day; days are counted from 1970. */
public final class PackedDays {

    private PackedDays() {}

    /**
     * What is counted of an account. After a user, or after a name and feature, come the days of it; of the same one they
     * may come several times.
     */
    public interface Counts {

        /** All events of a day; may come in several parts. */
        void day(long day, long events);

        void user(String user);

        /** A day on which the user was there, and the events that were more than signing in. */
        void userDay(long day, long uses);

        void thing(String name, String feature);

        void thingDay(long day, long events);

        /** What came before all the days that are told: the first and last day with events, and the last login. */
        void before(Before before);

        /** A single rollup: of all the above at once. The user is empty where none was named. */
        default void rollup(long day, String name, String user, String feature, long count) {
            day(day, count);
            if (!user.isEmpty()) {
                user(user);
                userDay(day, name.equals(Packing.LOGIN) ? 0 : count);
            }
            thing(name, feature);
            thingDay(day, count);
        }
    }

    static void days(Block block, byte[] packed, Counts to) {
        PackBytes.Reader from = new PackBytes.Reader(packed);
        long first = block.firstEpochDay();
        for (int left = from.smallNumber(); left != 0; left &= left - 1) {
            to.day(first + Integer.numberOfTrailingZeros(left), from.number());
        }
    }

    static void detail(Block block, byte[] packed, Counts to) {
        PackBytes.Reader from = new PackBytes.Reader(packed);
        long first = block.firstEpochDay();
        for (int users = from.smallNumber(); users > 0; users--) {
            to.user(from.text());
            for (int left = from.smallNumber(); left != 0; left &= left - 1) {
                to.userDay(first + Integer.numberOfTrailingZeros(left), from.number());
            }
        }
        for (int things = from.smallNumber(); things > 0; things--) {
            to.thing(from.name(), from.text());
            for (int left = from.smallNumber(); left != 0; left &= left - 1) {
                to.thingDay(first + Integer.numberOfTrailingZeros(left), from.number());
            }
        }
    }
}
