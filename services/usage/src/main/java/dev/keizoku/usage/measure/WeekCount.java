package dev.keizoku.usage.measure;

import dev.keizoku.usage.pack.Before;
import dev.keizoku.usage.pack.PackedDays;
import java.time.LocalDate;

/** How much an account did each day, whoever did what. */
final class WeekCount implements PackedDays.Counts {

    private final long measured;
    private final long[] byAge = new long[WeekRatio.DAYS];
    private long firstOn = Long.MAX_VALUE;

    WeekCount(LocalDate measured) {
        this.measured = measured.toEpochDay();
    }

    @Override
    public void day(long day, long events) {
        long age = measured - day;
        if (age >= 0) {
            firstOn = Math.min(firstOn, day);
            if (age < byAge.length) {
                byAge[(int) age] += events;
            }
        }
    }

    @Override
    public void before(Before before) {
        firstOn = Math.min(firstOn, before.firstOn().toEpochDay());
    }

    @Override
    public void user(String user) {
        // Not asked for.
    }

    @Override
    public void userDay(long day, long uses) {
        // Not asked for.
    }

    @Override
    public void thing(String name, String feature) {
        // Not asked for.
    }

    @Override
    public void thingDay(long day, long events) {
        // Not asked for.
    }

    boolean isSeen() {
        return firstOn != Long.MAX_VALUE;
    }

    DailyCounts days() {
        return new DailyCounts(byAge, Math.toIntExact(measured - firstOn + 1));
    }
}
