package dev.keizoku.metrics.timeline;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Companies that could have been, told by a random seed. */
public final class Histories {

    /** Where they begin. */
    public static final LocalDate START = LocalDate.parse("2025-01-01");

    private static final int DAYS = 200;

    private final Random random;
    private final boolean severalCurrencies;

    private Histories(long seed, boolean severalCurrencies) {
        this.random = new Random(seed);
        this.severalCurrencies = severalCurrencies;
    }

    /** The timelines of some customers in one currency. */
    public static Map<String, List<TimelineEntry>> company(long seed) {
        return new Histories(seed, false).company();
    }

    public static Map<String, List<TimelineEntry>> companyOfSeveralCurrencies(long seed) {
        return new Histories(seed, true).company();
    }

    private Map<String, List<TimelineEntry>> company() {
        Map<String, List<TimelineEntry>> company = new TreeMap<>();
        int customers = 1 + random.nextInt(6);
        for (int customer = 0; customer < customers; customer++) {
            List<TimelineEntry> entries = new ArrayList<>();
            int subscriptions = 1 + random.nextInt(3);
            for (int subscription = 0; subscription < subscriptions; subscription++) {
                entries.addAll(timeline("s" + customer + "-" + subscription));
            }
            company.put("account-" + customer, entries);
        }
        return company;
    }

    private List<TimelineEntry> timeline(String subscription) {
        List<TimelineEntry> entries = new ArrayList<>();
        int changes = 1 + random.nextInt(8);
        for (int change = 0; change < changes; change++) {
            // Positions grow with time of arrival, not with time of effect: entries may be backdated.
            entries.add(new TimelineEntry(subscription, "c" + change, instant(), change, null, terms()));
        }
        return entries;
    }

    private Instant instant() {
        return START.plusDays(random.nextInt(DAYS))
                .atTime(random.nextInt(24), random.nextInt(60))
                .toInstant(ZoneOffset.UTC);
    }

    private Terms terms() {
        SubscriptionState state = oneOf(
                SubscriptionState.ACTIVE,
                SubscriptionState.ACTIVE,
                SubscriptionState.ACTIVE,
                SubscriptionState.TRIAL,
                SubscriptionState.PAUSED,
                SubscriptionState.ENDED);
        return new Terms(
                state,
                oneOf("basic", "pro", "add-on"),
                BigDecimal.valueOf(1 + random.nextInt(9)),
                price(state),
                random.nextInt(6) == 0 ? instant() : null);
    }

    private @Nullable Price price(SubscriptionState state) {
        if (state == SubscriptionState.TRIAL && random.nextBoolean()) {
            return null;
        }
        String currency = severalCurrencies ? oneOf("USD", "EUR", "JPY") : "USD";
        return new Price(
                BigDecimal.valueOf(random.nextInt(50_000), 2),
                Currency.getInstance(currency),
                oneOf(IntervalUnit.values()),
                oneOf(1, 1, 1, 3, 6, 7));
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
