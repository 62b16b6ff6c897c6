package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Nothing that can be written into a request makes the suite fail, or leave its contract. */
class FuzzStoryTest {

    /** While the ledger is rebuilt figures are refused, as the contract says. */
    private static final String REFUSES_FIGURES = "POST /v1/ledger/rebuild";

    private static final int SENDERS = 8;
    private static final int MOST_OF_AN_OPERATION = 120;

    /** The same requests each time, so that a build that failed fails again; {@code keizoku.fuzz.seed} gives others. */
    private static final long USUAL_SEED = 20260401;

    private final Suite suite = Suite.running();

    @Test
    void everyAnswerIsOneTheContractAllows() throws InterruptedException, ExecutionException {
        long seed = Long.getLong("keizoku.fuzz.seed", USUAL_SEED);
        JsonNode document = suite.anonymous().get("/q/openapi").ok();
        PublicContract contract = new PublicContract(document);
        Verdicts verdicts = new Verdicts(document.toString());
        Api admin = suite.tenant("fuzz", "Asia/Tokyo", "JPY").admin();
        List<Attempt> attempts = attempts(contract, new Random(seed));
        Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        List<String> objections = Collections.synchronizedList(new ArrayList<>());
        long started = System.nanoTime();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> sent = new ArrayList<>();
            for (Attempt attempt : attempts) {
                sent.add(senders.submit(() -> {
                    try {
                        Answer answer = attempt.sentBy(admin);
                        statuses.merge(answer.status(), 1, Integer::sum);
                        verdicts.objection(attempt, answer)
                                .ifPresent(objection -> objections.add(attempt + ": " + objection + " <- " + answer));
                    } catch (UncheckedIOException broken) {
                        objections.add(attempt + ": no answer, " + broken.getCause());
                    }
                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
        System.out.printf(
                "fuzz: %,d requests to %d operations in %.0f s, seed %d, answers %s%n",
                attempts.size(), contract.operations().size(), (System.nanoTime() - started) / 1e9, seed, statuses);
        assertThat(objections.size())
                .as(() -> "with keizoku.fuzz.seed=%d: %s".formatted(seed, String.join("\n", objections)))
                .isZero();
        assertThat(Member.values()).allMatch(suite::isAlive);
    }

    private static List<Attempt> attempts(PublicContract contract, Random random) {
        List<Attempt> all = new ArrayList<>();
        Attempts attempts = new Attempts(contract, random);
        for (Operation operation : contract.operations()) {
            if (operation.toString().equals(REFUSES_FIGURES)) {
                continue;
            }
            List<Attempt> some = new ArrayList<>(attempts.of(operation));
            Collections.shuffle(some, random);
            all.addAll(some.subList(0, Math.min(some.size(), MOST_OF_AN_OPERATION)));
        }
        Collections.shuffle(all, random);
        return all;
    }
}
