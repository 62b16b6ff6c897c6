package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What services have for each other nobody reaches through the gateway, however good their credential is. */
class InternalOperationsStoryTest {

    private static final Set<Integer> NOT_THERE = Set.of(404, 405);

    /** A path that is none may be refused as such. */
    private static final Set<Integer> NOT_THERE_SPELLED_SO = Set.of(400, 404, 405);

    /** The gateway has operations of its own of these names, which other stories ask for. */
    private static final Set<String> OF_THE_GATEWAY =
            Set.of("GET /v1/accounts/{account_id}/entitlements", "DELETE /v1/users/{user_id}");

    private final Suite suite = Suite.running();
    private final PublicContract contract =
            new PublicContract(suite.anonymous().get("/q/openapi").ok());
    private final Attempts attempts = new Attempts(contract, new Random(0));
    private final SoftAssertions softly = new SoftAssertions();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @Test
    void noOperationOfTheInsideIsReachedFromOutside() {
        Set<String> outside = new TreeSet<>();
        contract.operations().forEach(operation -> outside.add(operation.toString()));
        Map<String, Operation> inside = new LinkedHashMap<>();
        for (Member member : List.of(Member.SUBSCRIPTIONS, Member.USAGE, Member.METRICS, Member.HEALTH)) {
            new PublicContract(suite.straightAt(member, "").get("/q/openapi").ok())
                    .inside()
                    .forEach(operation -> inside.put(operation + " of " + member, operation));
        }
        assertThat(inside.values().stream().map(Operation::toString).filter(outside::contains))
                .containsExactlyInAnyOrderElementsOf(OF_THE_GATEWAY);

        Tenant tenant = suite.tenant("inside", "UTC", "USD");
        Map<String, Api> principals = new LinkedHashMap<>();
        principals.put("an administrator", tenant.admin());
        principals.put("a key of every scope", tenant.with(contract.scopes().toArray(String[]::new)));
        principals.put("the operator", suite.operator());
        int tried = 0;
        for (Map.Entry<String, Operation> one : inside.entrySet()) {
            if (!OF_THE_GATEWAY.contains(one.getValue().toString())) {
                tried++;
                principals.forEach((who, api) -> asks(one.getKey(), one.getValue(), who, api));
            }
        }
        System.out.printf(
                "Internal operations: %d of %d tried by %d who come in, answers %s%n",
                tried, inside.size(), principals.size(), statuses);
        softly.assertAll();
        assertThat(tried).isGreaterThan(30);
    }

    private void asks(String name, Operation operation, String who, Api api) {
        Attempt attempt = attempts.example(operation);
        isNotThere(name + " by " + who, attempt, api, NOT_THERE);
        for (PathSpelling spelling : PathSpelling.values()) {
            isNotThere(
                    name + " by " + who + " (" + spelling + ")",
                    new Attempt(operation, "", spelling.of(attempt.target()), attempt.headers(), attempt.body()),
                    api,
                    NOT_THERE_SPELLED_SO);
        }
    }

    private void isNotThere(String cell, Attempt attempt, Api api, Set<Integer> allowed) {
        Answer answer = attempt.answeredTo(api);
        statuses.merge(answer.status(), 1, Integer::sum);
        softly.assertThat(answer.status()).as(cell).isIn(allowed);
    }
}
