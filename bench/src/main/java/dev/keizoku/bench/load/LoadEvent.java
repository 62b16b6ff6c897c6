package dev.keizoku.bench.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One event of the load: nine in ten of today, the rest of the six days before, over a thousand accounts of ten users. */
public record LoadEvent(
        String id, String accountId, String userId, String name, String feature, Instant time, int value) {

    public static final String SOURCE = "/bench";

    private static final int ACCOUNTS = 1_000;
    private static final int USERS = 10;
    private static final long DAY_SECONDS = 86_400;
    private static final List<String> FEATURES = List.of("boards", "tasks", "reports", "automations", "approvals");

    /** Events with ids of their own; the same seed and {@code now} give the same events. */
    public static List<LoadEvent> some(int count, long seed, Instant now) {
        var random = new SplittableRandom(seed);
        var events = new ArrayList<LoadEvent>(count);
        for (int i = 0; i < count; i++) {
            events.add(one(seed, i, random, now));
        }
        return events;
    }

    public static LoadEvent one(long seed, int number, SplittableRandom random, Instant now) {
        var account = random.nextInt(ACCOUNTS);
        var daysAgo = random.nextInt(10) == 0 ? random.nextInt(1, 7) : 0;
        var login = random.nextInt(3) == 0;
        return new LoadEvent(
                uuid(now.toEpochMilli(), seed, number),
                "account-" + account,
                "user-%d-%d".formatted(account, random.nextInt(USERS)),
                login ? "login" : "feature.used",
                login ? "" : FEATURES.get(random.nextInt(FEATURES.size())),
                now.minusSeconds(daysAgo * DAY_SECONDS + random.nextInt(600)),
                random.nextInt(1, 100));
    }

    /** A UUID of version 7, as SDKs of today make them: kind to whoever keeps an index on them. */
    private static String uuid(long millis, long seed, int number) {
        return "%08x-%04x-7%03x-8%03x-%04x%08x"
                .formatted(millis >>> 16, millis & 0xffff, number >>> 20, seed >>> 16 & 0xfff, seed & 0xffff, number);
    }

    /** As a CloudEvent. */
    public String json() {
        var data = feature.isEmpty() ? "" : "\"feature\":\"" + feature + "\",";
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + SOURCE + "\",\"type\":\"" + name
                + "\",\"subject\":\"" + accountId + "\",\"time\":\"" + time + "\",\"data\":{" + data + "\"user_id\":\""
                + userId + "\",\"value\":" + value + "}}";
    }
}
