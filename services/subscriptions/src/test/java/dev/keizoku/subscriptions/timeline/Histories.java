package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Changes to fold, made by hand and at random. */
final class Histories {

    static final Instant DAY_ZERO = Instant.parse("2026-01-01T00:00:00Z");

    private Histories() {}

    static Instant day(int day) {
        return DAY_ZERO.plusSeconds(86_400L * day);
    }

    static NewTerms terms(String plan, int quantity, String amount) {
        return new NewTerms(
                new PlanId(plan),
                BigDecimal.valueOf(quantity),
                new Price(Money.of(amount, "USD"), IntervalUnit.MONTH, 1));
    }

    static Change change(String id, int day, Move move) {
        return new Change(id, move, day(day), day(1000), day(1000), Why.UNSAID);
    }

    static Discount percent(String id, int until) {
        return new Discount(id, null, new BigDecimal("0.2"), null, DiscountDuration.REPEATING, day(until));
    }

    static Discount forever(String id) {
        return new Discount(id, null, null, Money.of("5", "USD"), DiscountDuration.FOREVER, null);
    }

    /** Any changes at all on few days, so that many meet in one instant; the first begins the subscription. */
    static Arbitrary<List<Change>> any() {
        Arbitrary<Change> later = Combinators.combine(
                        Arbitraries.integers().between(0, 8),
                        moves(),
                        Arbitraries.integers().between(0, 999))
                .as((day, move, id) -> change("c" + id, day, move));
        return later.list().ofMaxSize(10).uniqueElements(Change::changeId);
    }

    private static Arbitrary<Move> moves() {
        Arbitrary<NewTerms> terms = Arbitraries.integers().between(1, 5).map(n -> terms("plan" + n, n, n + "0"));
        return Arbitraries.oneOf(
                terms.map(Move.StartTrial::new),
                terms.map(Move.Start::new),
                terms.map(Move.Start::new),
                terms.map(Move.ChangeTerms::new),
                Arbitraries.just(new Move.Pause()),
                Arbitraries.just(new Move.Resume()),
                Arbitraries.integers().between(1, 12).map(day -> new Move.ScheduleCancellation(day(day))),
                Arbitraries.just(new Move.RetractCancellation()),
                Arbitraries.just(new Move.Start(terms("free", 1, "0"))),
                Arbitraries.just(new Move.StartFree(terms("free", 1, "0"))),
                Arbitraries.just(new Move.ChangeTerms(terms("free", 1, "0"))),
                Arbitraries.just(new Move.FailPayment()),
                Arbitraries.just(new Move.RecoverPayment()),
                Arbitraries.integers().between(1, 12).map(day -> new Move.ApplyDiscount(percent("d", day))),
                Arbitraries.of("d", "e").map(id -> new Move.ApplyDiscount(forever(id))),
                Arbitraries.of("d", "e").map(Move.RemoveDiscount::new),
                Arbitraries.of("a", "b").map(id -> new Move.Transfer(new AccountId(id))),
                Arbitraries.just(new Move.Cancel()),
                Arbitraries.just(new Move.End()));
    }
}
