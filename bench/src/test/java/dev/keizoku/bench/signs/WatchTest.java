package dev.keizoku.bench.signs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.usage.measure.MeasuresAtHand.Rollup;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final String SIGN = "NO_LOGIN_14D";

    @Test
    void seesASilentCustomerFromItsFourteenthDayAndHoldsItAgainstAllWhoWereThere() {
        // The second last logs in on its 100th day and leaves on its 130th; three stay and go on.
        List<Stay> stays = Stream.concat(
                        IntStream.range(0, 3).mapToObj(i -> stay("stays-" + i, 300, false, 300)),
                        Stream.of(stay("leaves", 130, true, 100)))
                .toList();

        Watch.Worth worth = Watch.over(new Portfolio("Test", "nobody", stays, LocalDate.MAX));

        SignTally.Figures figures = Objects.requireNonNull(worth.signs().get(SIGN));
        assertThat(figures.openings()).isEqualTo(1);
        assertThat(figures.accounts()).isEqualTo(0.25);
        assertThat(figures.precision()).isEqualTo(1);
        assertThat(figures.base()).isEqualTo(0.25);
        assertThat(figures.recall()).isEqualTo(1);
        assertThat(figures.leadDays()).isEqualTo(16);
        // 60 of 130 days of one customer, among 1,030 days of all.
        assertThat(worth.base()).isEqualTo(60.0 / (3 * 300 + 130), within(1e-9));
    }

    @Test
    void saysThatASignWithoutLeaversIsNoBetterThanChance() {
        // Everybody falls silent for three weeks, one after another, and nobody leaves for it.
        List<Stay> stays = IntStream.range(0, 20)
                .mapToObj(i -> new Stay(
                        "customer-" + i,
                        "",
                        START,
                        START.plusDays(300),
                        false,
                        IntStream.range(0, 300)
                                .filter(day -> day < 50 + 10 * i || day > 70 + 10 * i)
                                .mapToObj(WatchTest::login)
                                .toList(),
                        null,
                        day -> fact("customer-" + i)))
                .toList();

        Watch.Worth worth = Watch.over(new Portfolio("Test", "nobody", stays, LocalDate.MAX));

        SignTally.Figures figures = Objects.requireNonNull(worth.signs().get(SIGN));
        assertThat(figures.openings()).isEqualTo(20);
        assertThat(figures.precision()).isZero();
        assertThat(figures.leadDays()).isNull();
        assertThat(figures.verdict()).isEqualTo("no better");
    }

    @Test
    void countsNoOpeningWhoseOutcomeIsNotKnownYet() {
        List<Stay> stays = List.of(stay("leaves", 130, true, 100), stay("stays", 300, false, 300));

        Watch.Worth worth = Watch.over(new Portfolio("Test", "nobody", stays, START.plusDays(140)));

        assertThat(worth.signs()).doesNotContainKey(SIGN);
    }

    private static Stay stay(String account, int days, boolean left, int loginDays) {
        return new Stay(
                account,
                "",
                START,
                START.plusDays(days),
                left,
                IntStream.rangeClosed(0, loginDays).mapToObj(WatchTest::login).toList(),
                null,
                day -> fact(account));
    }

    private static Rollup login(int day) {
        return new Rollup(START.plusDays(day), "login", "user", "", 1);
    }

    private static AccountFact fact(String account) {
        return new AccountFact(
                account,
                null,
                null,
                Map.of(),
                "active",
                START,
                null,
                List.of("pro"),
                List.of(),
                List.of(),
                Map.of(),
                1,
                BigDecimal.ONE,
                null,
                null,
                "somebody",
                null,
                null,
                false,
                null,
                List.of(),
                null);
    }
}
