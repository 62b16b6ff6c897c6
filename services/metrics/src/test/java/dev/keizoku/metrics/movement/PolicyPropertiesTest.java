package dev.keizoku.metrics.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.Histories;
import dev.keizoku.metrics.timeline.RichHistories;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
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

/** What holds for any history, whatever a tenant has chosen. */
class PolicyPropertiesTest {

    private static LedgerPolicies policies(long seed) {
        Random random = new Random(seed);
        return new LedgerPolicies(
                LedgerPolicies.Discounts.values()[random.nextInt(3)],
                random.nextBoolean(),
                random.nextBoolean() ? (Integer) (1 + random.nextInt(40)) : null,
                random.nextBoolean(),
                LedgerPolicies.ChurnTiming.values()[random.nextInt(3)],
                random.nextBoolean() ? (Integer) random.nextInt(60) : null,
                random.nextInt(3) * 5,
                LedgerPolicies.Usage.values()[random.nextInt(2)]);
    }

    @Property(tries = 300)
    void movementsFollowOneAnotherAndNoBalanceIsBelowZeroOrAboveItsGross(@ForAll long seed) {
        RichHistories.company(seed).values().forEach(timeline -> {
            Map<String, BigDecimal> standing = new HashMap<>();
            for (MrrMovement movement : AccountLedger.of(timeline, ZoneOffset.UTC, policies(seed))) {
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
                assertThat(movement.closing()).isLessThanOrEqualTo(movement.closingGross());
                standing.put(line, movement.closing());
            }
        });
    }

    @Property(tries = 300)
    void linesAddUpToTheCustomer(@ForAll long seed) {
        RichHistories.company(seed).values().forEach(timeline -> {
            List<MrrMovement> ledger = AccountLedger.of(timeline, ZoneOffset.UTC, policies(seed));
            for (LocalDate day = Histories.START; day.isBefore(Histories.START.plusDays(230)); day = day.plusDays(11)) {
                assertThat(balances(ledger, day, false)).isEqualTo(balances(ledger, day, true));
            }
        });
    }

    @Property(tries = 200)
    void theOrderAndTheNumberOfArrivalsDoNotMatter(@ForAll long seed) {
        RichHistories.company(seed).values().forEach(timeline -> {
            List<TimelineEntry> shuffled = new ArrayList<>(timeline);
            shuffled.addAll(timeline);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(AccountLedger.of(shuffled, ZoneOffset.UTC, policies(seed)))
                    .isEqualTo(AccountLedger.of(timeline, ZoneOffset.UTC, policies(seed)));
        });
    }

    @Property(tries = 200)
    void toleratedGapsLeaveFewerMovementsAndTheSameEnd(@ForAll long seed) {
        LedgerPolicies without = LedgerPolicies.DEFAULTS;
        LedgerPolicies tolerant = new LedgerPolicies(
                without.discounts(), false, null, false, without.churnTiming(), null, 12, without.usage());
        RichHistories.company(seed).values().forEach(timeline -> {
            List<MrrMovement> strict = AccountLedger.of(timeline, ZoneOffset.UTC, without);
            List<MrrMovement> bridged = AccountLedger.of(timeline, ZoneOffset.UTC, tolerant);
            LocalDate end = LocalDate.parse("2030-01-01");
            assertThat(balances(bridged, end, true)).isEqualTo(balances(strict, end, true));
            assertThat(churns(bridged)).isLessThanOrEqualTo(churns(strict));
        });
    }

    private static long churns(List<MrrMovement> ledger) {
        return ledger.stream()
                .filter(movement -> movement.ofWholeCustomer() && movement.type() == MovementType.CHURN)
                .count();
    }

    /** What is not nothing at the end of a day, by currency. */
    private static Map<Currency, BigDecimal> balances(List<MrrMovement> ledger, LocalDate day, boolean whole) {
        Map<Currency, BigDecimal> balances = new HashMap<>();
        for (MrrMovement movement : ledger) {
            if (movement.ofWholeCustomer() == whole && !movement.day().isAfter(day)) {
                balances.merge(movement.currency(), movement.closing().subtract(movement.opening()), BigDecimal::add);
            }
        }
        balances.values().removeIf(balance -> balance.signum() == 0);
        balances.replaceAll((currency, balance) -> balance.stripTrailingZeros());
        return balances;
    }
}
