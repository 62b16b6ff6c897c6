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

    /** One of each service tells of the tenant by something that only this tenant has said. */
    private static final Set<String> TELLING = Set.of(
            "GET /v1/members",
            "GET /v1/accounts/{account_id}",
            "GET /v1/usage",
            "GET /v1/movements",
            "GET /v1/accounts/{account_id}/health",
            "GET /v1/accounts/{account_id}/overview");

    private final Suite suite = Suite.running();

    private record Question(Tenant tenant, String asked, Function<Api, Answer> asking) {

        Outcome answered() {
            return Outcome.of(asked, () -> asking.apply(tenant.admin()));
        }
    }

    @Test
    void twoHundredRequestsOfTwentyTenantsAtOnceAreEachAnsweredWithWhatTheirOwnTenantHas() throws Exception {
        List<Tenant> tenants = inhabited();
        Map<String, Function<Api, Answer>> reads =
                Reads.of(suite.anonymous().get("/q/openapi").ok());
        Set<String> telling = telling(reads, tenants.getFirst());
        assertThat(telling).containsAll(TELLING);
        List<Question> questions = new ArrayList<>();
        for (Tenant tenant : tenants) {
            reads.forEach((asked, asking) -> questions.add(new Question(tenant, asked, asking)));
        }
        Collections.shuffle(questions, new Random(Long.getLong("keizoku.seed", 1)));

        int refused = 0;
        for (int i = 0; i < EACH; i++) {
            refused += ask(questions.subList(i * AT_ONCE, (i + 1) * AT_ONCE), tenants, telling);
        }

        System.out.printf(
                "Mixed tenants: %d requests of %d tenants, %d at once, to %d reads, %d of which tell of the tenant: %d refused, none answered with what is another's%n",
                EACH * AT_ONCE, TENANTS, AT_ONCE, reads.size(), telling.size(), refused);
        assertThat(refused).isLessThan(EACH * AT_ONCE * MOST_REFUSED_PERCENT / 100);
    }

    private static int ask(List<Question> questions, List<Tenant> tenants, Set<String> telling) throws Exception {
        int refused = 0;
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> asked = questions.stream()
                    .map(question -> askers.submit(question::answered))
                    .toList();
            for (int i = 0; i < questions.size(); i++) {
                Outcome outcome = asked.get(i).get();
                assertThat(outcome.cut()).as(outcome.asked()).isNull();
                refused += outcome.answer().status() >= 500 ? 1 : 0;
                isOf(questions.get(i).tenant(), outcome, tenants, telling);
            }
        }
        return refused;
    }

    private static void isOf(Tenant tenant, Outcome outcome, List<Tenant> tenants, Set<String> telling) {
        if (outcome.answer().status() >= 500) {
            outcome.saysSo();
            return;
        }
        String told = outcome.answer().body() + outcome.answer().headers().map();
        assertThat(tenants)
                .filteredOn(other -> told.contains(other.id()) && !other.equals(tenant))
                .as("others told of by %s", outcome.answer())
                .isEmpty();
        if (telling.contains(outcome.asked())) {
            assertThat(told).contains(tenant.id());
        }
    }

    /** All have the same ids, and call what is behind them by the name of the tenant. */
    private List<Tenant> inhabited() {
        List<Tenant> tenants = IntStream.range(0, TENANTS)
                .mapToObj(number -> suite.tenant("mixed", "UTC", "USD"))
                .toList();
        tenants.forEach(MixedTenantsStoryTest::inhabit);
        for (Tenant tenant : tenants) {
            Wait.passes(
                    KNOWN,
                    () -> tenant.admin()
                            .post("/v1/accounts/acme/rescan", Map.of())
                            .ok());
            Wait.passes(
                    KNOWN,
                    () -> assertThat(tenant.admin().get("/v1/movements").ok().path("data"))
                            .isNotEmpty());
        }
        return tenants;
    }

    private static void inhabit(Tenant tenant) {
        Api admin = tenant.admin();
        admin.put("/v1/members/u-1", Map.of("name", tenant.id(), "email", tenant.id() + "@acme.example", "role", "viewer"))
                .ok();
        admin.put("/v1/accounts/acme", Map.of("name", tenant.id())).ok();
        admin.post("/v1/events", Map.of("id", "e-1", "source", "/app", "type", tenant.id(), "account_id", "acme"))
                .ok();
        Map<String, Object> price = Map.of("amount", Map.of("amount", "10", "currency", "USD"), "interval", "month");
        admin.put("/v1/plans/gold", Map.of("name", tenant.id(), "product", tenant.id(), "prices", List.of(price)))
                .ok();
        admin.put(
                        "/v1/subscriptions/" + tenant.id(),
                        Map.of("account_id", "acme", "plan_id", "gold", "effective_at", "2026-01-10T00:00:00Z"))
                .ok();
    }

    private static Set<String> telling(Map<String, Function<Api, Answer>> reads, Tenant tenant) {
        return reads.entrySet().stream()
                .filter(read -> {
                    Answer answer = read.getValue().apply(tenant.admin());
                    return answer.status() == 200 && answer.body().contains(tenant.id());
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
