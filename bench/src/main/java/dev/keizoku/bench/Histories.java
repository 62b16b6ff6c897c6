package dev.keizoku.bench;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Subscriptions with three changes each over three years, as CSV: they begin, change quantity or plan, and go on, pause or
 * leave. Ten subscriptions for seven accounts.
 */
final class Histories {

    static final int MONTHS = 36;
    static final String COLUMNS =
            "subscription_id,change_id,kind,effective_at,account_id,plan_id,quantity,amount,currency,"
                    + "interval,interval_count,reason";

    private static final int CHANGES = 3;
    private static final int SUBSCRIPTIONS_PER_FILE = 100_000;
    private static final List<String> PLANS = List.of("basic", "pro", "team", "enterprise");
    private static final List<String> COUNTRIES = List.of("US", "JP", "DE", "GB", "FR", "BR", "IN", "AU", "CA", "SE");

    private final int subscriptions;
    private final LocalDate first;

    /** So many subscriptions, the first of which begin in the month {@link #MONTHS} before the last. */
    Histories(int subscriptions, YearMonth last) {
        this.subscriptions = subscriptions;
        this.first = last.minusMonths(MONTHS).atDay(1);
    }

    long changes() {
        return (long) subscriptions * CHANGES;
    }

    int accounts() {
        return subscriptions * 7 / 10;
    }

    String accountsCsv() {
        var random = new SplittableRandom(1);
        var csv = new StringBuilder("account_id,name,attributes.country\n");
        for (int i = 0; i < accounts(); i++) {
            csv.append("%s,Account %d,%s\n"
                    .formatted(Fleet.account(i), i, COUNTRIES.get(random.nextInt(COUNTRIES.size()))));
        }
        return csv.toString();
    }

    /** The changes in files of a bearable size, each with its header. */
    Stream<String> changesCsv() {
        return Stream.iterate(0, from -> from < subscriptions, from -> from + SUBSCRIPTIONS_PER_FILE)
                .map(from -> changesCsv(from, Math.min(subscriptions, from + SUBSCRIPTIONS_PER_FILE)));
    }

    private String changesCsv(int from, int to) {
        var random = new SplittableRandom(from + 2L);
        var csv = new StringBuilder(COLUMNS).append('\n');
        for (int i = from; i < to; i++) {
            life(csv, i, random);
        }
        return csv.toString();
    }

    private void life(StringBuilder csv, int number, SplittableRandom random) {
        var start = first.plusDays(random.nextInt(MONTHS * 25));
        var change = start.plusDays(30L + random.nextInt(60));
        var third = change.plusDays(30L + random.nextInt(90));
        var plan = random.nextInt(PLANS.size() - 1);
        var yearly = random.nextInt(4) == 0;
        var quantity = 1 + random.nextInt(20);
        terms(csv, number, "start", start, plan, quantity, yearly);
        var upgrades = random.nextInt(3) == 0;
        terms(
                csv,
                number,
                "change_terms",
                change,
                upgrades ? plan + 1 : plan,
                quantity + 1 + random.nextInt(3),
                yearly);
        switch (random.nextInt(4)) {
            case 0 -> bare(csv, number, "cancel", third, "too expensive");
            case 1 -> bare(csv, number, "pause", third, "");
            default -> terms(csv, number, "change_terms", third, plan, quantity, yearly);
        }
    }

    private static void terms(
            StringBuilder csv, int number, String kind, LocalDate day, int plan, int quantity, boolean yearly) {
        csv.append("sub-%07d,%s-%s,%s,%sT09:00:00Z,%s,%s,%d,%d.00,USD,%s,1,\n"
                .formatted(
                        number,
                        kind,
                        day,
                        kind,
                        day,
                        kind.equals("start") ? account(number) : "",
                        PLANS.get(plan),
                        quantity,
                        (plan + 1) * (yearly ? 290 : 29),
                        yearly ? "year" : "month"));
    }

    private static void bare(StringBuilder csv, int number, String kind, LocalDate day, String reason) {
        csv.append("sub-%07d,%s-%s,%s,%sT09:00:00Z,,,,,,,,%s\n".formatted(number, kind, day, kind, day, reason));
    }

    private static String account(int subscription) {
        return Fleet.account(subscription / 10 * 7 + subscription % 10 % 7);
    }
}
