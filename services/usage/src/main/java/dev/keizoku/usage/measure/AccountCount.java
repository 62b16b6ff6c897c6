package dev.keizoku.usage.measure;

import dev.keizoku.usage.event.UsageEvent;
import dev.keizoku.usage.pack.Before;
import dev.keizoku.usage.pack.PackedDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds up what is told of one account into what its measures are made of. */
final class AccountCount implements PackedDays.Counts {

    private static final long NEVER = Long.MIN_VALUE;

    private final String account;
    private final long measured;
    private final long[] byAge;
    private final Map<String, UserCount> users = new HashMap<>();
    private final Map<ThingKey, ThingCount> things = new HashMap<>();
    private UserCount user = new UserCount(UsageEvent.NONE);
    private ThingCount thing = new ThingCount();
    private boolean login;
    private long firstOn = Long.MAX_VALUE;
    private long lastOn = NEVER;
    private long lastLoginOn = NEVER;

    /** Counts the days of {@code depth} that end with the measured one. */
    AccountCount(String account, LocalDate measured, int depth) {
        this.account = account;
        this.measured = measured.toEpochDay();
        this.byAge = new long[depth];
    }

    private record ThingKey(String name, String feature) {}

    private static final class ThingCount {

        private long events;
        private long before;
        private int windows;
    }

    @Override
    public void before(Before before) {
        seen(before.firstOn().toEpochDay());
        seen(before.lastOn().toEpochDay());
        LocalDate last = before.lastLoginOn();
        if (last != null) {
            lastLoginOn = Math.max(lastLoginOn, last.toEpochDay());
        }
    }

    @Override
    public void day(long day, long events) {
        long age = measured - day;
        if (age < 0) {
            return;
        }
        seen(day);
        if (age < byAge.length) {
            byAge[(int) age] += events;
        }
    }

    private void seen(long day) {
        firstOn = Math.min(firstOn, day);
        lastOn = Math.max(lastOn, day);
    }

    @Override
    public void user(String id) {
        user = users.computeIfAbsent(id, UserCount::new);
    }

    @Override
    public void userDay(long day, long uses) {
        long age = measured - day;
        if (age >= 0 && age < byAge.length) {
            user.add((int) age, uses);
        }
    }

    @Override
    public void thing(String name, String feature) {
        login = name.equals(UsageEvent.LOGIN);
        thing = things.computeIfAbsent(new ThingKey(name, feature), first -> new ThingCount());
    }

    @Override
    public void thingDay(long day, long events) {
        long age = measured - day;
        if (age < 0) {
            return;
        }
        if (login) {
            lastLoginOn = Math.max(lastLoginOn, day);
        }
        if (age < Windows.RECENT) {
            thing.events += events;
        } else if (age < Windows.BASELINE_END) {
            thing.before += events;
        }
        if (age < byAge.length) {
            thing.windows |= 1 << (int) (age / Windows.RECENT);
        }
    }

    String account() {
        return account;
    }

    /** Whether anything happened by the end of the measured day. */
    boolean isSeen() {
        return lastOn != NEVER;
    }

    /** Those who were there in the recent days. */
    List<String> recentUsers() {
        return users.values().stream()
                .filter(UserCount::isRecent)
                .map(UserCount::user)
                .toList();
    }

    /** All that was counted, with what users are said to be and what was told once and for all. */
    AccountTally tally(Function<String, @Nullable String> department, Milestones milestones) {
        List<UserCount> there = new ArrayList<>(users.size());
        Set<String> departments = new HashSet<>();
        for (UserCount one : users.values()) {
            if (one.wasThere()) {
                there.add(one);
            }
            String told = one.isRecent() ? department.apply(one.user()) : null;
            if (told != null) {
                departments.add(told);
            }
        }
        return new AccountTally(
                account,
                LocalDate.ofEpochDay(firstOn),
                LocalDate.ofEpochDay(lastOn),
                lastLoginOn == NEVER ? null : LocalDate.ofEpochDay(lastLoginOn),
                days(),
                People.of(there, departments.size()),
                counted(),
                milestones.first(),
                milestones.seatsAdded(),
                milestones.seatsAddedBefore());
    }

    DailyCounts days() {
        return new DailyCounts(byAge, Math.toIntExact(measured - firstOn + 1));
    }

    private List<Thing> counted() {
        List<Thing> counted = new ArrayList<>(things.size());
        things.forEach((key, count) -> {
            if (count.windows != 0) {
                counted.add(new Thing(key.name, key.feature, count.events, count.before, count.windows));
            }
        });
        return counted;
    }
}
