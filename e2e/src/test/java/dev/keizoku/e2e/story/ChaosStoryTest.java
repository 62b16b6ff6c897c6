package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Each service, PostgreSQL and once everything there is are killed while every service is read and written to.
 * {@code -Dkeizoku.seed=} tries another order.
 */
class ChaosStoryTest {

    private static final List<Victim> KILLS = Stream.of(
                    List.of(Victim.values()), Collections.nCopies(4, Victim.POSTGRESQL), List.of(Victim.USAGE))
            .flatMap(List::stream)
            .toList();

    private static final int OF_EACH_QUESTION = 3;
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    /** While a process starts, the others may wait too long for one of two processors once in so many times. */
    private static final int ONE_OF = 200;

    /** What Flyway says while there is no database; the service goes on when there is. */
    private static final String WAITS_FOR_THE_DATABASE = "Retrying in";

    private final Suite suite = Suite.running();

    private enum Victim {
        SUBSCRIPTIONS,
        USAGE,
        METRICS,
        HEALTH,
        GATEWAY,
        POSTGRESQL,
        EVERYTHING;

        boolean isBehindTheGateway() {
            return this != GATEWAY && this != EVERYTHING;
        }
    }

    @Test
    void losesNothingAndSaysSoWhoeverIsKilled() {
        long seed = Long.getLong("keizoku.seed", 20261126);
        List<Victim> kills = new ArrayList<>(KILLS);
        Collections.shuffle(kills, new Random(seed));
        SoftAssertions softly = new SoftAssertions();
        long requests = 0;
        long refused = 0;
        try (Watch watch = new Watch(suite.tenant("chaos", "UTC", "USD"), OF_EACH_QUESTION)) {
            for (Victim victim : kills) {
                long killed = System.nanoTime();
                kill(victim);
                long back = System.nanoTime();
                Duration recovery = watch.recovery(back, RECOVERY, RECOVERY);
                List<Outcome> outcomes = watch.taken();
                requests += outcomes.size();
                refused += Outcome.refusals(outcomes);
                System.out.printf(
                        "Chaos: %s killed, back after %.2f s, all well %.2f s later; of %d requests %d refused or cut, the longest after %.2f s%n",
                        victim.name().toLowerCase(Locale.ROOT),
                        (back - killed) / 1e9,
                        recovery.toMillis() / 1e3,
                        outcomes.size(),
                        Outcome.refusals(outcomes),
                        Outcome.longest(outcomes).toMillis() / 1e3);
                softly.check(() -> assertSaid(victim, outcomes));
            }
            Map<Writer.Kind, Long> kept = watch.lostNothing();
            System.out.printf(
                    "Chaos, seed %d: %d kills, %d requests, %d of them refused or cut and sent again; acknowledged = stored = counted: %s%n",
                    seed, kills.size(), requests, refused, kept);
            softly.assertAll();
        }
    }

    /** Every failure is a problem that says when to come again, but for connections to a gateway that was killed. */
    private static void assertSaid(Victim victim, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (victim.isBehindTheGateway() || !outcome.isCut()) {
                outcome.saysSo();
            }
        }
        if (victim.isBehindTheGateway() && victim != Victim.POSTGRESQL) {
            List<Outcome> ofOthers = outcomes.stream()
                    .filter(outcome -> !outcome.asked().startsWith(victim.name().toLowerCase(Locale.ROOT)))
                    .toList();
            assertThat(ofOthers)
                    .as("what %s has no part in", victim)
                    .filteredOn(outcome -> !outcome.good())
                    .hasSizeLessThanOrEqualTo(ofOthers.size() / ONE_OF);
        }
    }

    private void kill(Victim victim) {
        switch (victim) {
            case SUBSCRIPTIONS, USAGE, METRICS, HEALTH, GATEWAY -> {
                Member member = Member.valueOf(victim.name());
                suite.kill(member);
                suite.start(member);
            }
            case POSTGRESQL -> {
                suite.database().kill();
                suite.database().restart();
            }
            case EVERYTHING -> {
                Stream.of(Member.values()).forEach(suite::kill);
                suite.database().kill();
                suite.launch(Member.values());
                for (Member member : Member.values()) {
                    Wait.until(
                            RECOVERY,
                            member + " waits for the database",
                            () -> suite.hasSaid(member, WAITS_FOR_THE_DATABASE));
                }
                suite.database().restart();
                suite.awaitReady(Member.values());
            }
        }
    }
}
