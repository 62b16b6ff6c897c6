package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing that can be written into a request makes the suite fail, or leave its contract. */
class FuzzStoryTest {

    /** While the ledger is rebuilt figures are refused, as the contract says. */
    private static final String REFUSES_FIGURES = "POST /v1/ledger/rebuild";

    private static final int SENDERS = 8;
    private static final int MOST_OF_AN_OPERATION = 120;

    /** The same requests each time, so that a build that failed fails again; {@code keizoku.fuzz.seed} gives others. */
    private static final long USUAL_SEED = 20260401;

    /** Each with its reason. */
    private static final Map<String, String> NEVER_DONE = Map.of(
            REFUSES_FIGURES,
            "would be in the way of the others",
            "GET /v1/stream",
            "its answer does not end",
            "GET /api/v1/meters/{slug}/query",
            "its example is of a meter that no other example makes",
            "GET /v1/metrics/{metric}/contributions",
            "takes the ends of one interval, which its example leaves out",
            "GET /v1/metrics/comparison",
            "adds up the two currencies of other examples, between which there is no rate",
            "POST /v1/integrations/stripe/webhook",
            "takes a signature of Stripe's",
            "POST /v1/imports",
            "takes two files in one form, which no example shows");

    private static final String OPERATOR = "operator";

    private final Suite suite = Suite.running();
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
    private final Set<Operation> done = ConcurrentHashMap.newKeySet();
    private final List<String> objections = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyAnswerIsOneTheContractAllows() throws InterruptedException, ExecutionException {
        long seed = Long.getLong("keizoku.fuzz.seed", USUAL_SEED);
        JsonNode document = suite.anonymous().get("/q/openapi").ok();
        PublicContract contract = new PublicContract(document);
        Verdicts verdicts = new Verdicts(document.toString());
        Tenant tenant = suite.tenant("fuzz", "Asia/Tokyo", "JPY");
        Tenant spare = suite.tenant("fuzz-spare", "UTC", "USD");
        long started = System.nanoTime();
        int requests = 0;
        Map<Operation, Answer> never = new LinkedHashMap<>();
        // Whatever is asked for is there, so that what is wrong with a request is all that is.
        Attempts examples = new Attempts(contract, new Random(0));
        try (BusyTenant busy = new BusyTenant(tenant, contract.operations(), examples)) {
            Map<String, Answer> otherwise = Otherwise.done(busy, examples);
            Function<Operation, Map<String, String>> ids =
                    operation -> operation.scopes().contains(OPERATOR)
                            ? Map.of("tenant", spare.id())
                            : busy.belongings().of(operation);
            for (List<Attempt> phase : phases(contract, ids, new Random(seed))) {
                send(phase, tenant.admin(), verdicts);
                requests += phase.size();
            }
            for (Operation operation : contract.operations()) {
                if (!done.contains(operation) && !NEVER_DONE.containsKey(operation.toString())) {
                    Answer answer = otherwise.getOrDefault(operation.toString(), busy.answer(operation));
                    if (answer.status() >= 300) {
                        never.put(operation, answer);
                    }
                }
            }
        }
        int operations = contract.operations().size();
        System.out.printf(
                "Fuzz: %,d requests to %d operations in %.0f s, %d of them done with what is there, seed %d, answers %s%n",
                requests,
                operations,
                (System.nanoTime() - started) / 1e9,
                operations - never.size() - NEVER_DONE.size(),
                seed,
                statuses);
        assertThat(objections.size())
                .as(() -> "with keizoku.fuzz.seed=%d: %s".formatted(seed, String.join("\n", objections)))
                .isZero();
        assertThat(never).as("%s", never.values()).isEmpty();
        assertThat(Member.values()).allMatch(suite::isAlive);
    }

    private void send(List<Attempt> attempts, Api admin, Verdicts verdicts)
            throws InterruptedException, ExecutionException {
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> sent = new ArrayList<>();
            for (Attempt attempt : attempts) {
                sent.add(senders.submit(() -> {
                    try {
                        Answer answer = attempt.sentBy(
                                attempt.operation().scopes().contains(OPERATOR) ? suite.operator() : admin);
                        statuses.merge(answer.status(), 1, Integer::sum);
                        if (answer.status() < 300) {
                            done.add(attempt.operation());
                        }
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
    }

    /** What takes something away comes when the rest was asked for. */
    private static List<List<Attempt>> phases(
            PublicContract contract, Function<Operation, Map<String, String>> ids, Random random) {
        List<Attempt> all = new ArrayList<>();
        Attempts attempts = new Attempts(contract, random);
        for (Operation operation : contract.operations()) {
            if (operation.toString().equals(REFUSES_FIGURES)) {
                continue;
            }
            List<Attempt> some = new ArrayList<>(attempts.of(operation, ids.apply(operation)));
            Attempt asShown = some.isEmpty() ? null : some.removeFirst();
            Collections.shuffle(some, random);
            if (asShown != null) {
                all.add(asShown);
            }
            all.addAll(some.subList(0, Math.min(some.size(), MOST_OF_AN_OPERATION - 1)));
        }
        Collections.shuffle(all, random);
        Map<Boolean, List<Attempt>> removing = all.stream()
                .collect(Collectors.partitioningBy(
                        attempt -> attempt.operation().method().equals("DELETE")));
        return List.of(removing.get(false), removing.get(true));
    }
}
