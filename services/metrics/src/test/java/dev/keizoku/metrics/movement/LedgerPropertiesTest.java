package dev.keizoku.metrics.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.Histories;
import dev.keizoku.metrics.timeline.SubscriptionState;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for the ledger of any history. */
class LedgerPropertiesTest {

    private static final LocalDate END = Histories.START.plusDays(220);

    @Property(tries = 300)
    void eachMovementOpensWhereTheOneBeforeClosed(@ForAll long seed) {
        Histories.companyOfSeveralCurrencies(seed).values().forEach(timeline -> {
            Map<String, BigDecimal> standing = new HashMap<>();
            for (MrrMovement movement : AccountLedger.of(timeline, ZoneOffset.UTC)) {
                String line = String.join(
                        " ",
                        movement.plan(),
                        movement.currency().getCurrencyCode(),
                        movement.interval(),
                        movement.term());
                assertThat(movement.opening())
                        .as(line + " " + movement.day())
                        .isEqualByComparingTo(standing.getOrDefault(line, BigDecimal.ZERO));
                assertThat(movement.closing().signum()).isNotNegative();
                standing.put(line, movement.closing());
            }
        });
    }

    @Property(tries = 300)
    void plansAddUpToTheCustomerOnEveryDay(@ForAll long seed) {
        Histories.companyOfSeveralCurrencies(seed).values().forEach(timeline -> {
            List<MrrMovement> ledger = AccountLedger.of(timeline, ZoneOffset.UTC);
            for (LocalDate day = Histories.START; day.isBefore(END); day = day.plusDays(11)) {
                assertThat(balances(ledger, day, false)).isEqualTo(balances(ledger, day, true));
            }
        });
    }

    @Property(tries = 300)
    void theLedgerSaysWhatTheTimelinesSayOnEveryDay(@ForAll long seed) {
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        Histories.companyOfSeveralCurrencies(seed).values().forEach(timeline -> {
            List<MrrMovement> ledger = AccountLedger.of(timeline, zone);
            for (LocalDate day = Histories.START; day.isBefore(END); day = day.plusDays(7)) {
                assertThat(balances(ledger, day, true)).isEqualTo(committed(timeline, day, zone));
            }
        });
    }

    // Edge case 48.
    @Property(tries = 300)
    void theOrderAndTheNumberOfArrivalsDoNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        Histories.companyOfSeveralCurrencies(seed).values().forEach(timeline -> {
            List<TimelineEntry> shuffled = new ArrayList<>(timeline);
            timeline.stream().filter(entry -> random.nextBoolean()).forEach(shuffled::add);
            Collections.shuffle(shuffled, random);
            assertThat(AccountLedger.of(shuffled, ZoneOffset.UTC))
                    .isEqualTo(AccountLedger.of(timeline, ZoneOffset.UTC));
        });
    }

    @Property(tries = 300)
    void onlyTheFirstPaymentIsNew(@ForAll long seed) {
        Histories.company(seed).values().forEach(timeline -> {
            List<MovementType> types = AccountLedger.of(timeline, ZoneOffset.UTC).stream()
                    .filter(MrrMovement::ofWholeCustomer)
                    .map(MrrMovement::type)
                    .toList();
            assertThat(types.indexOf(MovementType.NEW)).isLessThanOrEqualTo(0);
            assertThat(types.lastIndexOf(MovementType.NEW)).isLessThanOrEqualTo(0);
            for (int i = 1; i < types.size(); i++) {
                assertThat(types.get(i) == MovementType.REACTIVATION).isEqualTo(types.get(i - 1) == MovementType.CHURN);
            }
        });
    }

    /** Amounts above zero at the end of a day, by currency. */
    private static Map<Currency, BigDecimal> balances(List<MrrMovement> ledger, LocalDate day, boolean whole) {
        Map<Currency, BigDecimal> balances = new HashMap<>();
        for (MrrMovement movement : ledger) {
            if (movement.ofWholeCustomer() == whole && !movement.day().isAfter(day)) {
                balances.merge(movement.currency(), movement.closing().subtract(movement.opening()), BigDecimal::add);
            }
        }
        return plain(balances);
    }

    /** The same straight from the timelines: the last entry before the day's end that no cancellation has undone. */
    private static Map<Currency, BigDecimal> committed(List<TimelineEntry> timeline, LocalDate day, ZoneId zone) {
        var end = day.plusDays(1).atStartOfDay(zone).toInstant();
        Map<String, TimelineEntry> standing = new HashMap<>();
        timeline.stream()
                .filter(entry -> entry.effectiveAt().isBefore(end))
                .sorted(TimelineEntry.ORDER)
                .forEach(entry -> standing.put(entry.subscription(), entry));
        Map<Currency, BigDecimal> balances = new HashMap<>();
        standing.values().forEach(entry -> {
            var cancelAt = entry.terms().cancelAt();
            var price = entry.terms().price();
            if (price != null && (cancelAt == null || !cancelAt.isBefore(end))) {
                if (entry.terms().state() == SubscriptionState.ACTIVE) {
                    balances.merge(price.currency(), price.annual(entry.terms().quantity()), BigDecimal::add);
                }
            }
        });
        return plain(balances);
    }

    private static Map<Currency, BigDecimal> plain(Map<Currency, BigDecimal> balances) {
        Map<Currency, BigDecimal> plain = new HashMap<>();
        balances.forEach((currency, amount) -> {
            if (amount.signum() != 0) {
                plain.put(currency, amount.stripTrailingZeros());
            }
        });
        return plain;
    }
}
