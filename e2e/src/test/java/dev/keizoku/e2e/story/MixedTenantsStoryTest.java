package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.contract.Reads;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two hundred requests of twenty tenants at once: each answer is of whoever asked. */
class MixedTenantsStoryTest {

    private static final int TENANTS = 20;
    private static final int AT_ONCE = 200;
    private static final int EACH = 10;
    private static final int MOST_REFUSED_PERCENT = 20;
    private static final Duration KNOWN = Duration.ofMinutes(3);

    /** Of the reads that tell what only this tenant has said: one of each service at least, and what is made of several. */
    private static final Set<String> TELLING = Set.of(
            "GET /v1/members",
            "GET /v1/accounts/{account_id}",
            "GET /v1/accounts/{account_id}/events",
            "GET /v1/accounts/{account_id}/mrr",
            "GET /v1/accounts/{account_id}/health",
            "GET /v1/accounts/{account_id}/overview",
            "GET /v1/portfolio");

    /** Long enough to stand in no answer by chance. */
    private static final int PRICE = 731_000_000;

    private static final String NOT_IN_TIME = "\"available\":false";

    private final Suite suite = Suite.running();

    /** A tenant that calls what it has by its own name, and pays a price of its own for it. */
    private record Home(Tenant tenant, int price) {

        boolean isToldOf(String text) {
            return text.contains(tenant.id()) || text.contains(Integer.toString(price));
        }
    }

    private record Question(Home home, String asked, Function<Api, Answer> asking) {

        Outcome answered() {
            return Outcome.of(asked, () -> asking.apply(home.tenant().admin()));
        }
    }

    @Test
    void twoHundredRequestsOfTwentyTenantsAtOnceAreEachAnsweredWithWhatTheirOwnTenantHas() throws Exception {
        List<Home> homes = inhabited();
        Map<String, Function<Api, Answer>> reads =
                Reads.of(suite.anonymous().get("/q/openapi").ok());
        Set<String> telling = Wait.passes(KNOWN, () -> {
            Set<String> found = telling(reads, homes.getFirst());
            assertThat(found).containsAll(TELLING);
            return found;
        });
        List<Question> questions = new ArrayList<>();
        for (Home home : homes) {
            reads.forEach((asked, asking) -> questions.add(new Question(home, asked, asking)));
        }
        Collections.shuffle(questions, new Random(Long.getLong("keizoku.seed", 1)));

        int refused = 0;
        for (int i = 0; i < EACH; i++) {
            refused += ask(questions.subList(i * AT_ONCE, (i + 1) * AT_ONCE), homes, telling);
        }

        System.out.printf(
                "Mixed tenants: %d requests of %d tenants, %d at once, to %d reads, %d of which tell of the tenant: %d refused, none answered with what is another's%n",
                EACH * AT_ONCE, TENANTS, AT_ONCE, reads.size(), telling.size(), refused);
        assertThat(refused).isLessThan(EACH * AT_ONCE * MOST_REFUSED_PERCENT / 100);
    }

    private static int ask(List<Question> questions, List<Home> homes, Set<String> telling) throws Exception {
        int refused = 0;
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> asked = questions.stream()
                    .map(question -> askers.submit(question::answered))
                    .toList();
            for (int i = 0; i < questions.size(); i++) {
                Outcome outcome = asked.get(i).get();
                assertThat(outcome.cut()).as(outcome.asked()).isNull();
                refused += outcome.answer().status() >= 500 ? 1 : 0;
                isOf(questions.get(i).home(), outcome, homes, telling);
            }
        }
        return refused;
    }

    private static void isOf(Home home, Outcome outcome, List<Home> homes, Set<String> telling) {
        if (outcome.answer().status() >= 500) {
            outcome.saysSo();
            return;
        }
        String told = outcome.answer().body() + outcome.answer().headers().map();
        assertThat(homes)
                .filteredOn(other -> !other.equals(home) && other.isToldOf(told))
                .as("others told of by %s", outcome.answer())
                .isEmpty();
        if (telling.contains(outcome.asked()) && !told.contains(NOT_IN_TIME)) {
            assertThat(home.isToldOf(told))
                    .as("%s is told of by %s", home, outcome.answer())
                    .isTrue();
        }
    }

    /** All have the same ids, and call what is behind them by the name of the tenant. */
    private List<Home> inhabited() {
        List<Home> homes = IntStream.range(0, TENANTS)
                .mapToObj(number -> new Home(suite.tenant("mixed", "UTC", "USD"), PRICE + number))
                .toList();
        homes.forEach(MixedTenantsStoryTest::inhabit);
        for (Home home : homes) {
            Api admin = home.tenant().admin();
            Wait.passes(
                    KNOWN,
                    () -> admin.post("/v1/accounts/acme/rescan", Map.of()).ok());
            Wait.passes(
                    KNOWN,
                    () -> assertThat(admin.get("/v1/accounts/acme/mrr").ok().toString())
                            .contains(Integer.toString(home.price())));
        }
        return homes;
    }

    private static void inhabit(Home home) {
        Tenant tenant = home.tenant();
        Api admin = tenant.admin();
        admin.put(
                        "/v1/members/u-1",
                        Map.of("name", tenant.id(), "email", tenant.id() + "@acme.example", "role", "viewer"))
                .ok();
        admin.put("/v1/accounts/acme", Map.of("name", tenant.id())).ok();
        admin.post("/v1/events", Map.of("id", "e-1", "source", "/app", "type", tenant.id(), "account_id", "acme"))
                .ok();
        Map<String, Object> price = Map.of(
                "amount", Map.of("amount", Integer.toString(home.price()), "currency", "USD"), "interval", "month");
        admin.put("/v1/plans/gold", Map.of("name", tenant.id(), "product", tenant.id(), "prices", List.of(price)))
                .ok();
        admin.put(
                        "/v1/subscriptions/" + tenant.id(),
                        Map.of("account_id", "acme", "plan_id", "gold", "effective_at", "2026-01-10T00:00:00Z"))
                .ok();
    }

    private static Set<String> telling(Map<String, Function<Api, Answer>> reads, Home home) {
        return reads.entrySet().stream()
                .filter(read -> {
                    Answer answer = read.getValue().apply(home.tenant().admin());
                    return answer.status() == 200 && home.isToldOf(answer.body());
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
