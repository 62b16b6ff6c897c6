package dev.keizoku.metrics.timeline;

import dev.keizoku.kernel.Money;
import dev.keizoku.metrics.timeline.AccountTimelines.Owned;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Companies that use everything terms can say, and hand subscriptions over to one another. */
public final class RichHistories {

    private static final List<Currency> CURRENCIES = List.of(
            Currency.getInstance("USD"),
            Currency.getInstance("USD"),
            Currency.getInstance("EUR"),
            Currency.getInstance("JPY"));

    private final Random random;
    /** All money of one subscription is in one currency at a time. */
    private Currency currency = CURRENCIES.getFirst();

    private RichHistories(long seed) {
        this.random = new Random(seed);
    }

    /** The timelines by account. */
    public static Map<String, List<TimelineEntry>> company(long seed) {
        return AccountTimelines.of(new RichHistories(seed).entries());
    }

    private List<Owned> entries() {
        List<Owned> entries = new ArrayList<>();
        int subscriptions = 2 + random.nextInt(6);
        for (int subscription = 0; subscription < subscriptions; subscription++) {
            int changes = 1 + random.nextInt(7);
            for (int change = 0; change < changes; change++) {
                entries.add(new Owned(
                        "account-" + random.nextInt(3),
                        new TimelineEntry("s" + subscription, "c" + change, instant(), change, null, terms())));
            }
        }
        return entries;
    }

    private Terms terms() {
        currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        SubscriptionState[] states = SubscriptionState.values();
        SubscriptionState state =
                random.nextBoolean() ? SubscriptionState.ACTIVE : states[random.nextInt(states.length)];
        return new Terms(
                state,
                random.nextBoolean() ? "basic" : "pro",
                BigDecimal.valueOf(1 + random.nextInt(9)),
                price(),
                random.nextInt(6) == 0 ? instant() : null,
                random.nextInt(3) == 0
                        ? List.of(new AddOn("i", "storage", BigDecimal.valueOf(1 + random.nextInt(4)), price()))
                        : List.of(),
                discounts(),
                random.nextInt(5) == 0 ? BigDecimal.valueOf(random.nextInt(300)) : null,
                commitment());
    }

    private @Nullable Commitment commitment() {
        if (random.nextInt(4) > 0) {
            return null;
        }
        Instant from = instant();
        return new Commitment(from, from.plus(Duration.ofDays(random.nextBoolean() ? 365 : 90)), random.nextBoolean());
    }

    private List<Discount> discounts() {
        List<Discount> discounts = new ArrayList<>();
        while (random.nextInt(3) == 0) {
            Discount.Duration duration = Discount.Duration.values()[random.nextInt(3)];
            boolean share = random.nextBoolean();
            discounts.add(new Discount(
                    "d" + discounts.size(),
                    share ? BigDecimal.valueOf(random.nextInt(101), 2) : null,
                    share ? null : new Money(BigDecimal.valueOf(random.nextInt(90_000), 3), currency),
                    duration,
                    until()));
        }
        return discounts;
    }

    private @Nullable Instant until() {
        return random.nextBoolean() ? instant() : null;
    }

    private Price price() {
        IntervalUnit[] units = IntervalUnit.values();
        return new Price(
                BigDecimal.valueOf(random.nextInt(50_000), 2),
                currency,
                units[random.nextInt(units.length)],
                random.nextInt(4) == 0 ? 7 : 1);
    }

    private Instant instant() {
        return Histories.START
                .plusDays(random.nextInt(200))
                .atTime(random.nextInt(24), random.nextInt(60))
                .toInstant(ZoneOffset.UTC);
    }
}
