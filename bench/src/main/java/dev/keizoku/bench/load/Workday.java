package dev.keizoku.bench.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the users of a product do in a day, in the order it happens: so many are at work at a time, each with an account's
 * few features for a while, and come back later. Few accounts have many users and few features most of the use.
 */
public final class Workday {

    private static final int ACCOUNTS = 3_000;
    private static final int USERS = 12;
    private static final int EVENTS_A_VISIT = 25;
    private static final int EVENTS_A_FEATURE = 4;
    /** One visit in so many was on one of the days before and is only heard of now. */
    private static final int LATE = 20;

    private static final int LATE_DAYS = 6;
    private static final long DAY_SECONDS = 86_400;
    private static final int EVENTS_A_MILLISECOND = 10;
    private static final int MOST_VALUE = 100;

    private static final Use LOGIN = new Use("login", "");

    /** After the login, the most used first. */
    private static final List<Use> USES = List.of(
            new Use("feature.used", "boards"),
            new Use("feature.used", "tasks"),
            new Use("feature.used", "search"),
            new Use("feature.used", "comments"),
            new Use("report.opened", ""),
            new Use("feature.used", "automations"),
            new Use("feature.used", "approvals"),
            new Use("export.created", ""),
            new Use("feature.used", "calendar"),
            new Use("feature.used", "templates"),
            new Use("feature.used", "integrations"));

    private final SplittableRandom random;
    private final Instant start;
    private final List<Visit> visits = new ArrayList<>();
    private int number;

    private record Use(String name, String feature) {}

    private static final class Visit {
        private final String account;
        private final String user;
        private final int daysAgo;
        private Use use = LOGIN;
        private int left;

        private Visit(String account, String user, int daysAgo, int left) {
            this.account = account;
            this.user = user;
            this.daysAgo = daysAgo;
            this.left = left;
        }
    }

    /**
     * The same arguments give the same events; another seed gives others, of the same accounts and users.
     *
     * @param atWork how many users there are at a time: with very many, hardly two events are of the same user and day
     */
    public Workday(long seed, Instant start, int atWork) {
        this.random = new SplittableRandom(seed);
        this.start = start;
        for (int i = 0; i < atWork; i++) {
            visits.add(visit());
        }
    }

    public List<LoadEvent> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    public LoadEvent next() {
        int place = random.nextInt(visits.size());
        var visit = visits.get(place);
        var event = event(visit, start.plusMillis(number++ / EVENTS_A_MILLISECOND));
        if (--visit.left == 0) {
            visits.set(place, visit());
        } else if (visit.use == LOGIN || random.nextInt(EVENTS_A_FEATURE) == 0) {
            visit.use = USES.get(skewed(USES.size()));
        }
        return event;
    }

    private Visit visit() {
        int account = skewed(ACCOUNTS);
        int user = skewed(USERS);
        int daysAgo = random.nextInt(LATE) == 0 ? random.nextInt(1, LATE_DAYS + 1) : 0;
        return new Visit(
                "account-" + account,
                "user-%d-%d".formatted(account, user),
                daysAgo,
                random.nextInt(1, 2 * EVENTS_A_VISIT));
    }

    private LoadEvent event(Visit visit, Instant sent) {
        return new LoadEvent(
                uuid(sent.toEpochMilli()),
                visit.account,
                visit.user,
                visit.use.name(),
                visit.use.feature(),
                sent.minusSeconds(visit.daysAgo * DAY_SECONDS),
                random.nextInt(1, MOST_VALUE));
    }

    /** Much more often a small number than a large one. */
    private int skewed(int bound) {
        double drawn = random.nextDouble();
        return (int) (bound * drawn * drawn);
    }

    /** A UUID of version 7, as SDKs of today make them: kind to whoever keeps an index on them. */
    private String uuid(long millis) {
        long high = millis << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = 1L << 63 | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
