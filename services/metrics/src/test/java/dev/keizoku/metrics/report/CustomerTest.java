package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.movement.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is packed into a customer comes out as it went in. */
class CustomerTest {

    private static final int FIRST_DAY = -1;

    private static Customer.Point point(int day, int line, long amount, long gross, int count) {
        return new Customer.Point(day, line, amount, gross, count, -count, count / 2, Reason.TRANSFER);
    }

    private static void assertHolds(List<Customer.Point> points) {
        Customer customer = Customer.of("acme", new String[] {"JP"}, points);
        assertThat(customer.size()).isEqualTo(points.size());
        for (int i = 0; i < points.size(); i++) {
            Customer.Point out = new Customer.Point(
                    customer.day(i),
                    customer.line(i),
                    customer.amount(i),
                    customer.gross(i),
                    customer.subscriptions(i),
                    customer.paying(i),
                    customer.paused(i),
                    customer.reason(i));
            assertThat(out).isEqualTo(points.get(i));
        }
    }

    @Test
    void holdsChangesWithoutDiscounts() {
        assertHolds(List.of(point(FIRST_DAY, 0, 1_200, 1_200, 1), point(84_000, 65_535, -1_200, -1_200, -1)));
    }

    @Test
    void holdsTheBalanceBeforeDiscounts() {
        assertHolds(List.of(point(20_000, 3, 1_200, 1_200, 1), point(20_001, 3, -300, 0, 0)));
    }

    @Test
    void holdsMoreLinesAndSubscriptionsThanFitIntoAWord() {
        assertHolds(List.of(
                point(20_000, 65_536, Long.MAX_VALUE, Long.MIN_VALUE, 3), point(20_001, 2, 5, 5, 2_000_000_000)));
        assertHolds(List.of(point(20_000, 1, 5, 5, 65), point(20_001, 1, 5, 5, -129)));
    }

    @Test
    void keepsItsNumbersWithMoreDecimals() {
        Customer customer = Customer.of("acme", new String[0], List.of(point(20_000, 1, 12, 15, 1)))
                .scaled(1_000);
        assertThat(customer.amount(0)).isEqualTo(12_000);
        assertThat(customer.gross(0)).isEqualTo(15_000);
        assertThat(customer.subscriptions(0)).isEqualTo(1);
    }

    @Property(tries = 200)
    void holdsAnything(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Customer.Point> points = new ArrayList<>();
        int day = random.nextInt(-10, 50_000);
        for (int i = random.nextInt(12); i > 0; i--) {
            day += random.nextInt(100);
            long amount = random.nextLong();
            points.add(point(
                    day,
                    random.nextInt(1 << random.nextInt(1, 20)),
                    amount,
                    random.nextBoolean() ? amount : random.nextLong(),
                    random.nextInt(-(1 << random.nextInt(20)), 1 << random.nextInt(20))));
        }
        assertHolds(points);
    }
}
